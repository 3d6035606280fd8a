package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a hand-over stands. It waits for anybody, or for whom it was assigned to; while a person has the conversation its
 * agent is silent; in the end the agent has it back, or it was closed.
 */
public enum HandOverState {
    QUEUED,
    ASSIGNED,
    WITH_PERSON,
    RETURNED,
    CLOSED;

    /** Those that somebody still has to do something about. */
    public static final List<HandOverState> OPEN = List.of(QUEUED, ASSIGNED, WITH_PERSON);

    public static Optional<HandOverState> parse(String wireName) {
        return Arrays.stream(values())
                .filter(s -> s.wireName().equals(wireName))
                .findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(HandOverState::wireName).toList();
    }

    /** On the wire and in the database, e.g. {@code with_person}. */
    @JsonValue
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
