package io.guichet.knowledge;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentFailureTest {

    @ParameterizedTest
    @EnumSource
    void each_is_known_by_its_sentence(DocumentFailure failure) {
        assertThat(DocumentFailure.of(failure.words())).contains(failure);
        assertThat(DocumentFailure.of(failure.words("30 seconds."))).contains(failure);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "The page could not be fetched: its server answers 404. | PAGE_ANSWERED",
                "The page could not be fetched: timed out. | PAGE_FAILED",
                "The page is elsewhere (301): give the address that it leads to. | PAGE_ELSEWHERE",
                "It cannot be read: its reader did not survive it. | READER_LOST",
                "It could not be read; send it again later. | LATER"
            })
    void a_sentence_that_goes_on_is_the_longest_that_it_begins_with(String sentence, DocumentFailure failure) {
        assertThat(DocumentFailure.of(sentence)).contains(failure);
    }

    @Test
    void what_another_release_said_is_none_of_them() {
        assertThat(DocumentFailure.of("It rained.")).isEmpty();
    }
}
