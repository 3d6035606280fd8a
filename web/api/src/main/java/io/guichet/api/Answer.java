package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** The envelope of every success. */
public record Answer<T>(boolean success, T data) {

    static <T> Answer<T> of(T data) {
        return new Answer<>(true, data);
    }

    /** The envelope of a list. */
    public record Paged<T>(boolean success, T data, Page page) {

        /**
         * @param next the cursor of the next page, or null at the end
         */
        static <T> Paged<T> of(T data, @Nullable String next) {
            return new Paged<>(true, data, new Page(next));
        }
    }

    /** Where a list goes on. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Page(@Nullable String next) {}
}
