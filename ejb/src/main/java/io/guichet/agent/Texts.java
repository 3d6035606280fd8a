package io.guichet.agent;

import io.guichet.kernel.PlainText;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every text of a configuration has to be. */
final class Texts {

    private static final Pattern COLLECTION = Pattern.compile("[a-z0-9][a-z0-9_-]{0,99}");

    private Texts() {}

    static boolean isAtMost(@Nullable String text, int longest) {
        return PlainText.isAtMost(text, longest);
    }

    static boolean isClean(@Nullable String text, boolean lines) {
        return PlainText.isClean(text, lines);
    }

    /** The name of a collection of knowledge, e.g. {@code btp_logicielx}. */
    static boolean isCollection(@Nullable String name) {
        return name == null || COLLECTION.matcher(name).matches();
    }

    /** Nothing for a text that says nothing. */
    static @Nullable String given(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
