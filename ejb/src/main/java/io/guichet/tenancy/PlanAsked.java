package io.guichet.tenancy;

import io.guichet.kernel.FieldErrors;

/**
 * A tenant is about to be registered with a plan. Who knows plans says what is wrong with it, so that it is told together
 * with all other faults.
 *
 * @param plan the code of a plan
 * @param faults takes them
 */
public record PlanAsked(String plan, FieldErrors faults) {}
