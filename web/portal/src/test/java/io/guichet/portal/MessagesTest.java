package io.guichet.portal;

import io.guichet.knowledge.DocumentFailure;
import io.guichet.knowledge.PromotionReview;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessagesTest {

    private final ResourceBundle french = bundle(Locale.FRENCH);
    private final ResourceBundle english = bundle(Locale.ENGLISH);

    @Test
    void english_says_all_that_french_says() {
        assertThat(english.keySet()).isEqualTo(french.keySet());
    }

    @Test
    void every_role_has_a_name() {
        assertThat(Account.ROLES)
                .allSatisfy(
                        role -> assertThat(french.containsKey("role." + role)).isTrue());
    }

    @Test
    void every_reason_why_a_document_fails_is_told_in_words() {
        assertThat(DocumentFailure.values())
                .allSatisfy(failure -> assertThat(french.containsKey("knowledge.failure." + failure.code()))
                        .isTrue());
    }

    @Test
    void every_state_of_a_proposed_answer_has_a_name() {
        assertThat(PromotionReview.STATES)
                .allSatisfy(state -> assertThat(french.containsKey("promotions.state." + state))
                        .isTrue());
    }

    @Test
    void no_message_holds_an_apostrophe_that_its_format_would_eat() {
        assertThat(french.keySet())
                .allSatisfy(key -> assertThat(french.getString(key)).doesNotContain("'"));
    }

    private static ResourceBundle bundle(Locale locale) {
        return ResourceBundle.getBundle(
                "io.guichet.portal.messages",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
