package io.guichet.billing;

import org.jspecify.annotations.Nullable;

/**
 * A job that there is.
 *
 * @param last its run that was asked for last; null where there was none
 */
public record JobView(
        JobName name, String description, @Nullable JobRunView last) {}
