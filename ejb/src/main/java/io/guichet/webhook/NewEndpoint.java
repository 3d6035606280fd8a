package io.guichet.webhook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant asks for, as it came: {@link Endpoints#create} says what is missing or wrong.
 *
 * @param events wire names of {@link EventType}
 */
public record NewEndpoint(@Nullable String url, @Nullable List<@Nullable String> events) {
    public NewEndpoint {
        events = events == null ? null : Collections.unmodifiableList(new ArrayList<>(events));
    }
}
