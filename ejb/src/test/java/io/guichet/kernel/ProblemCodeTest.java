package io.guichet.kernel;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProblemCodeTest {

    @ParameterizedTest
    @EnumSource
    void a_code_is_an_error_of_http_with_words_of_its_own(ProblemCode code) {
        assertThat(code.status()).isBetween(400, 599);
        assertThat(code.title()).isNotBlank();
        assertThat(code.code()).matches("[a-z_]+").isEqualTo(code.code().strip());
    }

    @Test
    void no_two_problems_have_one_code_or_one_title() {
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::code)).doesNotHaveDuplicates();
        assertThat(Arrays.stream(ProblemCode.values()).map(ProblemCode::title)).doesNotHaveDuplicates();
    }

    /** Partners code against these. */
    @ParameterizedTest
    @CsvSource({
        "invalid_api_key, 401",
        "invalid_session, 401",
        "domain_not_allowed, 403",
        "conversation_not_found, 404",
        "link_gone, 410",
        "link_used, 410",
        "invalid_context_token, 401",
        "file_too_large, 413",
        "too_many_files, 413",
        "invalid_fields, 422",
        "idempotency_key_reused, 422",
        "rate_limited, 429"
    })
    void the_wire_knows_it_by_this_name(String code, int status) {
        assertThat(Arrays.stream(ProblemCode.values()).filter(c -> c.code().equals(code)))
                .singleElement()
                .satisfies(c -> assertThat(c.status()).isEqualTo(status));
    }

    @Test
    void all_faulty_fields_are_told_at_once() {
        var errors = new FieldErrors()
                .check(false, "url", "is required")
                .check(true, "name", "is required")
                .check(false, "events[0]", "is no event");

        assertThatThrownBy(errors::throwIfAny).isInstanceOfSatisfying(GuichetException.class, e -> {
            assertThat(e.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
            assertThat(e.fields())
                    .containsExactly(
                            new GuichetException.FieldError("url", "is required"),
                            new GuichetException.FieldError("events[0]", "is no event"));
        });
        assertThatCode(() -> new FieldErrors().check(true, "a", "b").throwIfAny())
                .doesNotThrowAnyException();
    }

    @Test
    void the_platform_may_everything_and_others_what_they_were_given() {
        var platform = CallContext.platform(TenantId.next(), "test", "c");
        var reader = new CallContext(
                platform.tenant(), new Actor.Software("gk_x"), Set.of(Permission.READ_CONVERSATIONS), "c");

        assertThat(Arrays.stream(Permission.values())).allMatch(platform::may);
        assertThat(Arrays.stream(Permission.values()).filter(reader::may))
                .containsExactly(Permission.READ_CONVERSATIONS);
        assertThatThrownBy(() -> reader.require(Permission.MANAGE_WEBHOOKS))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.FORBIDDEN));
    }
}
