package io.guichet.sector.hairdresser;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnContext;
import io.guichet.spi.sector.TurnRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
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

    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd/MM HH:mm", Locale.ROOT);

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
                Salon.BOOK,
                "Salon Nadia",
                TurnContext.NONE,
                Salon.open());
        var turn = new HairdresserAgent().answer(request);
        var services = String.join(" ", turn.known().texts("services"));
        var times = Stream.concat(
                        turn.known().text("chosen").map(time -> "= " + time(time)).stream(),
                        turn.known().texts("offered").stream().map(SentencesTest::time))
                .collect(Collectors.joining(", "));
        return String.join(" | ", List.of(sentence, or(services), or(times), or(next(turn))));
    }

    private static String time(String instant) {
        return ZonedDateTime.ofInstant(Instant.parse(instant), Salon.PARIS).format(SHORT);
    }

    /** What is asked next, what is said or shown before, or why a person goes on. */
    private static String next(Turn turn) {
        var acted = turn.actions().stream()
                .map(action -> ((Turn.Action.HandOver) action).reason().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
        var shown = turn.say().stream()
                .filter(Part.Prices.class::isInstance)
                .map(part -> "shows " + String.join(" ", ((Part.Prices) part).codes()))
                .collect(Collectors.joining());
        var first = ((Part.Text) turn.say().getFirst()).text().replace("\n", " ");
        var texts = turn.say().stream().filter(Part.Text.class::isInstance).count();
        boolean informs = turn.known().texts("services").isEmpty()
                && acted.isEmpty()
                && shown.isEmpty()
                && (texts > 1 || turn.known().text("asked").isEmpty());
        return Stream.of(
                        acted,
                        shown,
                        informs ? first : "",
                        turn.known().text("asked").orElse(""))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String or(String value) {
        return value.isEmpty() ? "-" : value;
    }
}
