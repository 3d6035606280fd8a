package io.guichet.answering.guard;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class StreamGuardTest {

    private static final Allowed ALLOWED = new Allowed(
            Set.of(),
            Set.of(),
            List.of("Le déplacement coûte 45 €."),
            List.of(),
            List.of("Ne parle jamais des marges internes de la maison ni du fournisseur secret."),
            "gxcanary",
            400);

    private final StringBuilder seen = new StringBuilder();
    private final StreamGuard stream = new StreamGuard(new ReplyGuard(ALLOWED), 400, seen::append);

    @Test
    void words_pass_as_soon_as_they_are_whole() {
        stream.accept("Bon");
        assertThat(seen).isEmpty();
        stream.accept("jour Mon");
        assertThat(seen).hasToString("Bonjour ");
        stream.accept("sieur ");
        assertThat(seen).hasToString("Bonjour Monsieur ");
    }

    @Test
    void what_could_become_an_amount_waits() {
        stream.accept("Il faut 8 ");
        assertThat(seen).hasToString("Il faut ");
        stream.accept("m² de carrelage ");
        assertThat(seen).hasToString("Il faut 8 m² de carrelage ");
    }

    @Test
    void an_amount_of_a_document_passes() {
        write("Le déplacement coûte 45 € à Lyon. ");
        assertThat(seen).hasToString("Le déplacement coûte 45 € à Lyon. ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cela fera 1 200 € en tout, merci.",
                "Cela fera cent vingt euros en tout, merci.",
                "Cela fera mille deux cents euros en tout, merci.",
                "Cela fera € 120 en tout, merci.",
                "Cela fera [ici](https://evil.example/x) merci.",
                "Cela fera ![x](https://evil.example/x) merci.",
                "Cela fera https://evil.example/x merci.",
                "Cela fera <img src=x> merci.",
                "Cela fera ```json-quote {\"a\": 1}``` merci.",
                "Cela fera gxcanary merci."
            })
    void from_the_first_thing_on_that_may_not_leave_it_is_silent(String answer) {
        write(answer);
        assertThat(seen.toString().strip()).isEqualTo("Cela fera");
    }

    @Test
    void of_the_instructions_no_sentence_passes() {
        write("Voici : Ne parle jamais des marges internes de la maison ni du fournisseur secret. Voilà.");
        assertThat(seen.toString()).doesNotContain("fournisseur", "Voilà");
    }

    /** A character at a time, as unkind as can be. */
    private void write(String answer) {
        answer.codePoints().mapToObj(Character::toString).forEach(stream);
    }
}
