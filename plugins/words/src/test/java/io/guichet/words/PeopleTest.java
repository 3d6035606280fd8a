package io.guichet.words;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class PeopleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            au nom de Martin                 | Martin
            Je m'appelle Julie Petit         | Julie Petit
            c'est au nom de Mme Leroy.       | Mme Leroy
            My name is John Smith            | John Smith
            mon nom est Éloïse d'Arc, merci  | Éloïse d'Arc
            """)
    void a_name_is_introduced(String text, String name) {
        assertThat(new People(Sentence.of(text)).introduced()).contains(name);
    }

    @Test
    void not_everything_that_somebody_is_is_a_name() {
        assertThat(new People(Sentence.of("je suis allergique aux noix")).introduced())
                .isEmpty();
        assertThat(new People(Sentence.of("je suis pressé")).introduced()).isEmpty();
        assertThat(new People(Sentence.of("c'est pour 19h")).introduced()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            06 12 34 56 78             | 0612345678
            06.12.34.56.78             | 0612345678
            0612345678                 | 0612345678
            +33 6 12 34 56 78          | +33612345678
            Martin, 06-12-34-56-78 !   | 0612345678
            """)
    void a_telephone_number_is_read_however_it_is_cut(String text, String phone) {
        assertThat(new People(Sentence.of(text)).phone()).contains(phone);
    }

    @Test
    void counts_and_times_are_no_telephone_numbers() {
        assertThat(new People(Sentence.of("2 pizzas pour 19h30")).phone()).isEmpty();
        assertThat(new People(Sentence.of("99999999999999999999999")).phone()).isEmpty();
    }

    @Test
    void a_name_stands_alone_beside_a_number() {
        var people = new People(Sentence.of("Martin 06 12 34 56 78"));

        assertThat(people.phone()).contains("0612345678");
        assertThat(people.alone()).contains("Martin");
    }
}
