package io.guichet.knowledge;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a node remembers of one place's known sentences: those of a deployment, of an agent, of a tenant's sector. Its
 * entries never change; vectors come to it as they are made.
 *
 * @param version of what the entries were read from: another one makes the shelf worthless
 * @param common whether everybody may see them
 */
record KnownShelf(long version, boolean common, List<Entry> entries, Vectors vectors) {

    KnownShelf {
        entries = List.copyOf(entries);
    }

    KnownShelf(long version, boolean common, List<Entry> entries) {
        this(version, common, entries, new Vectors());
    }

    /** Every sentence that can be compared. */
    List<String> phrases() {
        return entries.stream()
                .flatMap(entry -> entry.phrases().stream())
                .map(Phrase::text)
                .distinct()
                .toList();
    }

    /**
     * A question with its answer, or an intent with its examples.
     *
     * @param id as callers know it
     * @param key of its row where hits are counted; null where they are not
     * @param answer null for an intent that has none
     * @param escalates for an intent, whether a person has to go on
     */
    record Entry(
            String id,
            java.util.@Nullable UUID key,
            String locale,
            List<Phrase> phrases,
            @Nullable String answer,
            boolean escalates) {
        Entry {
            phrases = List.copyOf(phrases);
        }
    }

    /** One way to say it. */
    record Phrase(String text, KnownSentence sentence) {
        static Phrase of(String text) {
            return new Phrase(text, KnownSentence.of(text));
        }
    }

    /** By the texts of the phrases, all of one model. */
    static final class Vectors {

        private volatile Loaded loaded = new Loaded("", new ConcurrentHashMap<>());

        /** Those of a model; empty where another one's were there. */
        Map<String, float[]> of(String model) {
            var now = loaded;
            if (!now.model.equals(model)) {
                now = new Loaded(model, new ConcurrentHashMap<>());
                loaded = now;
            }
            return now.byText;
        }

        private record Loaded(String model, Map<String, float[]> byText) {}
    }
}
