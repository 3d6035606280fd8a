package io.guichet.words;

import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How a text comes apart into words, numbers and signs. */
class SentenceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            1½ baguette     | 1 baguette
            dans ½ heure    | dans heure
            ⒈ pizza         | 1 pizza
            ⑵ pizzas        | 2 pizzas
            ③ pizzas        | 3 pizzas
            ４ pizzas       | 4 pizzas
            un cœur à 8 m²  | un coeur a 8 m 2
            ℀ et 5⅖         | et 5
            """)
    void signs_that_come_apart_are_numbers_words_or_blanks(String text, String words) {
        assertThat(words(Sentence.of(text))).isEqualTo(words);
    }

    @Test
    void what_mixes_digits_and_letters_is_no_number() {
        var march = Sentence.of("㋂");

        assertThat(march.isNumber(0)).isFalse();
        assertThat(Numbers.at(march, 0)).isEqualTo(OptionalInt.empty());
    }

    @Test
    void every_number_of_every_script_has_a_value() {
        for (char c = 0; c < Character.MAX_VALUE; c++) {
            var sentence = Sentence.of("1" + c + " " + c);
            IntStream.range(0, sentence.size())
                    .filter(sentence::isNumber)
                    .forEach(at -> assertThat(Numbers.at(sentence, at)).isPresent());
        }
    }

    @Test
    void a_name_without_a_word_is_no_phrase() {
        assertThat(Phrase.of("🍕")).isEmpty();
        assertThat(Phrase.of("½")).isEmpty();
        assertThat(Phrase.of("de la")).isPresent();
    }

    private static String words(Sentence sentence) {
        return IntStream.range(0, sentence.size()).mapToObj(sentence::word).collect(Collectors.joining(" "));
    }
}
