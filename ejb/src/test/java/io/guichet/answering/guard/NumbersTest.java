package io.guichet.answering.guard;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "8m2 de sol | 8 m² de sol",
                "8 m² de sol | 8,0 mètres carrés de sol",
                "3m50 sur 2m20 | 3,50 m sur 2,2 m",
                "3.5 x 2.2 | 3,5 m sur 2,20 m",
                "1 200 m² | 1200 m2",
                "1'200,50 et 1.500 | 1200,5 puis 1500",
                "un T3 au 2ème, posé par 12 | T3, 2e étage, 12",
                "٨ m² | 8 m²",
                "un mur | deux murs"
            })
    void a_number_is_the_same_however_it_is_written(String said, String restated) {
        assertThat(Numbers.allStandIn(List.of("Bonjour", said), restated)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2 sur 3 | 6 m²",
                "18 m² | 8 m²",
                "8 m² | 8,5 m²",
                "2,50 m | 250 cm",
                "des m² | 2 m",
                "1 200 m² | 200 m²",
                "une salle de bain | 1 salle de bain"
            })
    void what_was_not_written_is_another_number(String said, String restated) {
        assertThat(Numbers.allStandIn(List.of("Bonjour", said), restated)).isFalse();
    }

    @Test
    void each_number_may_stand_in_another_message() {
        assertThat(Numbers.allStandIn(List.of("8 m² de sol", "et 12 m² de mur"), "12 m² de mur, 8 m² de sol"))
                .isTrue();
        assertThat(Numbers.allStandIn(List.of(), "du carrelage")).isTrue();
        assertThat(Numbers.allStandIn(List.of(), "8")).isFalse();
    }
}
