package io.guichet.sector.restaurant;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnContext;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.words.Wish;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of sentences.txt: what each of them means as the first message of a conversation. */
class SentencesTest {

    static Stream<String> rows() {
        try (var in = Objects.requireNonNull(SentencesTest.class.getResourceAsStream("sentences.txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_sentence_means_what_the_table_says(String row) {
        assertThat(meaning(row.split("\\|")[0].strip())).isEqualTo(row);
    }

    @Test
    void the_table_holds_at_least_forty_french_sentences_and_ten_english_ones() {
        assertThat(rows().filter(row -> !row.startsWith("en: ")).count()).isGreaterThanOrEqualTo(40);
        assertThat(rows().filter(row -> row.startsWith("en: ")).count()).isGreaterThanOrEqualTo(10);
    }

    /** The row that the agent itself would write. */
    static String meaning(String sentence) {
        boolean english = sentence.startsWith("en: ");
        var request = new TurnRequest(
                english ? Locale.ENGLISH : Locale.FRENCH,
                english ? sentence.substring(4) : sentence,
                0,
                0,
                Facts.NONE,
                Bistro.BOOK,
                "Bistro des Halles",
                TurnContext.NONE,
                Bistro.open());
        var turn = new RestaurantAgent().answer(request);
        var lines = String.join(" ", turn.known().texts("lines"));
        return String.join(" | ", List.of(sentence, or(lines), or(time(turn)), or(next(turn))));
    }

    private static String time(Turn turn) {
        var wish = turn.known().text("fetch_at").map(Wish::parse).orElse(Wish.NONE);
        return new Fetching(Bistro.open()).when(wish) instanceof Fetching.Outcome.At at
                ? ZonedDateTime.ofInstant(at.time(), Bistro.PARIS)
                        .toLocalDateTime()
                        .toString()
                : "";
    }

    /** What is asked next, what is shown, or why a person goes on. */
    private static String next(Turn turn) {
        var shown = turn.say().stream()
                .filter(Part.Prices.class::isInstance)
                .map(part -> "shows " + ((Part.Prices) part).codes().size())
                .collect(Collectors.joining());
        var acted = turn.actions().stream()
                .map(action -> ((Turn.Action.HandOver) action).reason().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        var first = ((Part.Text) turn.say().getFirst()).text();
        var asked = turn.known().text("asked").orElse("");
        boolean informs = turn.known().texts("lines").isEmpty() && !first.equals("Bonjour !") && shown.isEmpty();
        return Stream.of(acted, shown, informs && acted.isEmpty() ? first.replace("\n", " ") : "", asked)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String or(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
