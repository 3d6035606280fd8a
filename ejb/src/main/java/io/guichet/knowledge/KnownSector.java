package io.guichet.knowledge;

import io.guichet.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Frequent questions and intents that a sector brings, the same for every tenant of it. They hold nothing that only one
 * business could know: what it says of itself stands in its own of the same name.
 *
 * @param questions in the order in which they are shown
 */
record KnownSector(List<Question> questions, List<SectorIntent> intents) {

    private static final Map<String, KnownSector> ALL = Stream.of("artisan", "restaurant", "hairdresser")
            .collect(java.util.stream.Collectors.toUnmodifiableMap(s -> s, KnownSector::read));
    private static final Map<String, String> CALLED =
            Map.of("coiffeur", "hairdresser", "coiffure", "hairdresser", "craftsman", "artisan", "btp", "artisan");
    private static final KnownSector NONE = new KnownSector(List.of(), List.of());

    KnownSector {
        questions = List.copyOf(questions);
        intents = List.copyOf(intents);
    }

    /** What a sector brings; nothing where nobody wrote anything for it. */
    static KnownSector of(String sector) {
        return ALL.getOrDefault(sector, NONE);
    }

    /** What others call a sector of ours; as it is where nobody does. */
    static String called(String sector) {
        return CALLED.getOrDefault(sector, sector);
    }

    /** Every sector that brings something. */
    static List<String> names() {
        return ALL.keySet().stream().sorted().toList();
    }

    private static KnownSector read(String sector) {
        var path = "/knowledge/" + sector + ".json";
        try (var in = KnownSector.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the build");
            }
            return Json.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), KnownSector.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Question> question(String name, String locale) {
        return questions.stream()
                .filter(q -> q.name().equals(name) && q.locale().equals(locale))
                .findFirst();
    }

    Optional<SectorIntent> intent(String name, String locale) {
        return intents.stream()
                .filter(i -> i.name().equals(name) && i.locale().equals(locale))
                .findFirst();
    }

    /**
     * @param variants other ways to ask the same
     */
    record Question(String name, String locale, String question, List<String> variants, String answer) {
        Question {
            variants = List.copyOf(variants);
        }

        KnownShelf.Entry entry() {
            var phrases = Stream.concat(Stream.of(question), variants.stream())
                    .map(KnownShelf.Phrase::of)
                    .toList();
            return new KnownShelf.Entry(name, null, locale, phrases, answer, false);
        }
    }

    /**
     * @param examples sentences that mean it
     * @param answer what is said to it, or null
     */
    record SectorIntent(
            String name,
            String locale,
            List<String> examples,
            boolean escalates,
            @Nullable String answer) {
        SectorIntent {
            examples = List.copyOf(examples);
        }

        KnownShelf.Entry entry() {
            return new KnownShelf.Entry(
                    name,
                    null,
                    locale,
                    examples.stream().map(KnownShelf.Phrase::of).toList(),
                    answer,
                    escalates);
        }
    }
}
