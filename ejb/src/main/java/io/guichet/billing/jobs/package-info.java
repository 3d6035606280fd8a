/**
 * How the platform's jobs run: the artifacts that {@code META-INF/batch-jobs} names, and who starts, watches and restarts
 * them. Only this package knows Jakarta Batch. What is done for a tenant is a use case of billing's.
 */
@NullMarked
package io.guichet.billing.jobs;

import org.jspecify.annotations.NullMarked;
