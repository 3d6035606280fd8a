package io.guichet.trade;

import org.jspecify.annotations.Nullable;

/**
 * Whom an order or an appointment is for, in his own words.
 *
 * @param phone null where he said none
 */
public record Customer(String name, @Nullable String phone) {}
