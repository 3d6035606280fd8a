package io.guichet.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SignatureTest {

    private static final EventId EVENT = new EventId(UUID.fromString("0192f0c1-0000-7000-8000-000000000001"));
    private static final String SECRET = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    private static final String BODY = "{\"event\":\"project.completed\",\"name\":\"Rénovation 8 m²\"}";

    @Test
    void the_signatures_are_those_that_openssl_computes() {
        var headers = Signature.headers(SECRET, EVENT, Instant.ofEpochSecond(1_795_000_000), BODY);

        assertThat(headers)
                .containsEntry("webhook-id", "evt_0192f0c1000070008000000000000001")
                .containsEntry("webhook-timestamp", "1795000000")
                .containsEntry("webhook-signature", "v1,L1Yf6UA89oBWjkhBOG2Hl3v4jr84n//Tf1csdeQfM2Q=")
                .containsEntry(
                        "X-AIManager-Signature",
                        "sha256=920e088b63d4f9761834b21b40cb6416ed693a6c14df5bcf25afd8b224a4aa53");
    }

    @Test
    void the_reference_librarys_verifier_accepts_them() throws Exception {
        var secret = Signature.newSecret();

        assertThatCode(() -> new Webhook(secret).verify(BODY, lists(now(secret))))
                .doesNotThrowAnyException();
    }

    @Test
    void it_refuses_them_for_another_body_another_secret_or_another_event() throws Exception {
        var secret = Signature.newSecret();
        var headers = lists(now(secret));

        assertThatThrownBy(() -> new Webhook(secret).verify(BODY + " ", headers))
                .isInstanceOf(WebhookVerificationException.class);
        assertThatThrownBy(() -> new Webhook(Signature.newSecret()).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
        headers.put("webhook-id", List.of("evt_0"));
        assertThatThrownBy(() -> new Webhook(secret).verify(BODY, headers))
                .isInstanceOf(WebhookVerificationException.class);
    }

    @Test
    void a_secret_is_32_random_bytes_behind_its_prefix() {
        var secret = Signature.newSecret();

        assertThat(secret).startsWith("whsec_").isNotEqualTo(Signature.newSecret());
        assertThat(Base64.getDecoder().decode(secret.substring("whsec_".length())))
                .hasSize(32);
    }

    private static Map<String, String> now(String secret) {
        return Signature.headers(secret, EVENT, Clock.systemUTC().instant(), BODY);
    }

    private static Map<String, List<String>> lists(Map<String, String> headers) {
        return headers.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, h -> List.of(h.getValue())));
    }
}
