package io.guichet.answering.guard;

import java.util.AbstractList;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class GroundsTest {

    private final Counted documents = new Counted("Le déplacement coûte 45 €. Écrivez à contact@durant.example.");
    private final Grounds grounds = new Grounds(documents, List.of("Mon numéro est le 06 12 34 56 78, j'ai 900 €."));

    @Test
    void what_names_nothing_reads_no_document() {
        for (var i = 0; i < 100; i++) {
            assertThat(grounds.lackAnAmountOf("Bonjour, nous posons du carrelage."))
                    .isFalse();
            assertThat(grounds.lackAContactOf("Bonjour, nous posons du carrelage."))
                    .isFalse();
        }
        assertThat(documents.read).isZero();
    }

    @Test
    void however_much_is_named_a_document_is_read_once_for_amounts_and_once_for_contacts() {
        for (var i = 0; i < 100; i++) {
            assertThat(grounds.lackAnAmountOf("Le déplacement est à 45 euros.")).isFalse();
            assertThat(grounds.lackAnAmountOf("Le déplacement est à 46 euros.")).isTrue();
            assertThat(grounds.lackAContactOf("Écrivez à contact@durant.example."))
                    .isFalse();
            assertThat(grounds.lackAContactOf("Écrivez à moi@evil.example.")).isTrue();
        }
        assertThat(documents.read).isEqualTo(2);
    }

    @Test
    void of_what_the_contact_said_his_number_may_be_read_again_and_no_amount() {
        assertThat(grounds.lackAContactOf("Je vous rappelle au 06 12 34 56 78."))
                .isFalse();
        assertThat(grounds.lackAnAmountOf("Cela coûte 900 €.")).isTrue();
    }

    /** One document that knows how often it was read. */
    private static final class Counted extends AbstractList<String> {

        private final String document;
        private int read;

        Counted(String document) {
            this.document = document;
        }

        @Override
        public String get(int index) {
            read++;
            return document;
        }

        @Override
        public int size() {
            return 1;
        }
    }
}
