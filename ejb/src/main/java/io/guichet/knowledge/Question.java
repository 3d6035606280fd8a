package io.guichet.knowledge;

import java.util.List;
import java.util.Locale;

/** What is looked for, and where. */
public record Question(String text, Locale locale, List<String> collections, int limit) {
    public Question {
        collections = List.copyOf(collections);
    }
}
