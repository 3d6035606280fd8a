package io.guichet.trust;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContextTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"1e30", "1e100", "-1e2000000000", "1e-31", "1e-2000000000", "[{\"a\":1e9999}]"})
    void a_number_that_would_be_long_is_refused_before_it_is_written_out(String number) {
        var context = "{\"n\":" + number + "}";

        assertThat(ContextText.isFine(Json.tree(context))).isFalse();
        assertThatThrownBy(() -> check(context))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::message)
                                .containsExactly("has no number of more than 30 places"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1e29", "-12.50", "100.0", "1e-30", "123456789012345678901234567890"})
    void numbers_of_use_are_taken(String number) {
        assertThatCode(() -> check("{\"n\":" + number + "}")).doesNotThrowAnyException();
    }

    private static void check(String context) {
        var errors = new FieldErrors();
        ContextText.checkText(errors, "context", context);
        errors.throwIfAny();
    }
}
