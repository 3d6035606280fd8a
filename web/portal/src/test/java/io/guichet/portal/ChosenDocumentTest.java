package io.guichet.portal;

import io.guichet.knowledge.DocumentView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ChosenDocumentTest {

    private static final Instant NOON = Instant.parse("2026-11-02T11:00:00Z");

    @Test
    void a_document_that_is_replaced_keeps_the_title_that_somebody_gave_it() {
        assertThat(ChosenDocument.of(called("Nos horaires", "horaires.md"), false)
                        .givenTitle())
                .isEqualTo("Nos horaires");
    }

    @Test
    void one_that_is_called_as_its_file_takes_the_name_of_the_next() {
        var chosen = ChosenDocument.of(called("horaires.md", "horaires.md"), false);

        assertThat(chosen.title()).isEqualTo("horaires.md");
        assertThat(chosen.givenTitle()).isNull();
    }

    private static DocumentView called(String title, @Nullable String file) {
        return new DocumentView(
                "doc_1", title, "md", "horaires", file, null, 12, null, "ready", null, 1, 1, NOON, NOON);
    }
}
