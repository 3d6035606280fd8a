package io.guichet.portal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SecurityHeadersTest {

    @Test
    void a_form_may_end_at_the_identity_provider_and_nobody_frames_the_portal() {
        assertThat(SecurityHeaders.policy("https://guichet.example", "https://id.example:8443/realms/guichet"))
                .contains("form-action 'self' https://id.example:8443;")
                .contains("frame-src 'self';")
                .contains("img-src 'self' data: https://guichet.example;")
                .endsWith("frame-ancestors 'none'");
    }
}
