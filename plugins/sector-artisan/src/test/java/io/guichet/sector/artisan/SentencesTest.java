package io.guichet.sector.artisan;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.TurnRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The table of sentences.txt: what each of them means as the first message of a conversation. */
class SentencesTest {

    private static final int COLUMNS = 7;

    static Stream<String> rows() {
        return Resource.lines("sentences.txt").stream();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void a_sentence_means_what_the_table_says(String row) {
        var cells = row.split("\\|", -1);
        assertThat(cells).hasSize(COLUMNS);

        assertThat(meaning(cells[0].strip())).isEqualTo(normalised(row));
    }

    @Test
    void the_table_holds_at_least_sixty_sentences() {
        assertThat(rows().count()).isGreaterThanOrEqualTo(60);
    }

    /** The row that the agent itself would write. */
    static String meaning(String sentence) {
        var request = new TurnRequest(Locale.FRENCH, sentence, 0, 0, Facts.NONE, ExpertBtp.BOOK, "Durant Peinture");
        var catalogue = Catalogue.of(ExpertBtp.BOOK);
        var turn = new ArtisanAgent().answer(request);
        var project = Project.of(turn.known());
        var estimate = new Estimate(catalogue, project);
        var lines = estimate.selected().stream()
                .map(item -> item.code() + quantity(estimate, item.code()))
                .collect(Collectors.joining(" "));
        var next = turn.actions().isEmpty()
                ? turn.known().text("asked").orElse("")
                : turn.actions().toString();
        return String.join(
                " | ",
                List.of(
                        sentence,
                        or(project.type().orElse("")),
                        or(project.floorArea().map(BigDecimal::toPlainString).orElse("")),
                        or(String.join(" ", estimate.requirements())),
                        or(lines),
                        project.dwelling().name().toLowerCase(Locale.ROOT),
                        or(next)));
    }

    private static String quantity(Estimate estimate, String code) {
        return estimate.hasLines()
                ? estimate.draft().lines().stream()
                        .filter(line -> line.code().equals(code))
                        .map(line -> "=" + line.quantity().toPlainString())
                        .findFirst()
                        .orElse("=?")
                : "=?";
    }

    private static String or(String value) {
        return value.isEmpty() ? "-" : value;
    }

    private static String normalised(String row) {
        return Stream.of(row.split("\\|")).map(String::strip).collect(Collectors.joining(" | "));
    }
}
