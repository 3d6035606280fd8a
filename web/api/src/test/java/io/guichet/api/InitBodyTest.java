package io.guichet.api;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What an init leads to, looked at before it is read. */
class InitBodyTest {

    @Test
    void it_leads_to_a_link_or_to_a_deployment() {
        assertThat(of("{\"session_token\":\"lnk_abc\"}")).isEqualTo(new InitBody(Optional.of("lnk_abc"), true));
        assertThat(of("{\"context\":{\"session_token\":\"x\",\"a\":[{}]},\"deployment_key\":\"dpl_ebp\"}"))
                .isEqualTo(new InitBody(Optional.of("dpl_ebp"), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "\"dpl_ebp\"",
                "{\"deployment_key\":7}",
                "{\"deployment_key\":\"a\\u0000b\"}",
                "{\"deployment_key\":\"dpl ebp\"}",
                "{\"deployment_key\":{\"deployment_key\":\"dpl_ebp\"}}",
                "{\"other\":\"dpl_ebp\"}"
            })
    void what_cannot_be_understood_leads_nowhere(String body) {
        assertThat(of(body).secret()).isEmpty();
    }

    private static InitBody of(String body) {
        return InitBody.of(body.getBytes(StandardCharsets.UTF_8));
    }
}
