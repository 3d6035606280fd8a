package io.guichet.portal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class EndOfSessionTest {

    private static final String ISSUER = "https://id.example/realms/guichet";

    @Test
    void the_provider_learns_whose_session_ends_and_where_to_send_him_back() {
        assertThat(EndOfSession.url(ISSUER, "a.b.c", "https://guichet.example/portal/"))
                .isEqualTo(ISSUER + "/protocol/openid-connect/logout?client_id=guichet-portal"
                        + "&post_logout_redirect_uri=https%3A%2F%2Fguichet.example%2Fportal%2F&id_token_hint=a.b.c");
    }

    @Test
    void without_an_id_token_the_provider_is_left_to_ask() {
        assertThat(EndOfSession.url(ISSUER, null, "https://guichet.example/portal/"))
                .doesNotContain("id_token_hint");
    }
}
