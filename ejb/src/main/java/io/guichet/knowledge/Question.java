package io.guichet.knowledge;

import java.util.List;
import java.util.Locale;

/**
 * What is looked for.
 *
 * @param collections by name: common ones, and of tenants' only the caller's own
 * @param limit passages at most, 1 to 50
 */
public record Question(String text, Locale locale, List<String> collections, int limit) {

    public Question {
        collections = List.copyOf(collections);
        if (limit < 1 || limit > 50) {
            throw new IllegalArgumentException("1 to 50 passages, not " + limit);
        }
    }
}
