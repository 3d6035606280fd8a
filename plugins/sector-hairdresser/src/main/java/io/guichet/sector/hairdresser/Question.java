package io.guichet.sector.hairdresser;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the agent asked last. */
enum Question {
    SERVICE,
    DAY,
    SLOT,
    NAME,
    CONFIRM,
    CANCEL;

    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Question> of(String key) {
        return Arrays.stream(values()).filter(q -> q.key().equals(key)).findFirst();
    }
}
