package io.guichet.webhook;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.EmptyWebhookSecretException;
import com.standardwebhooks.exceptions.WebhookSigningException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What proves to a receiver that a webhook is ours: the headers of Standard Webhooks, and the one of the first partners,
 * whose key is the secret as it was shown, prefix included.
 */
final class Signature {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    private Signature() {}

    static String newSecret() {
        var bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return "whsec_" + Base64.getEncoder().encodeToString(bytes);
    }

    static Map<String, String> headers(String secret, EventId id, Instant sentAt, String body) {
        try {
            return Map.of(
                    "webhook-id", id.toString(),
                    "webhook-timestamp", Long.toString(sentAt.getEpochSecond()),
                    "webhook-signature", new Webhook(secret).sign(id.toString(), sentAt.getEpochSecond(), body),
                    "X-AIManager-Signature", "sha256=" + hmac(secret, body));
        } catch (EmptyWebhookSecretException | WebhookSigningException | GeneralSecurityException e) {
            throw new IllegalStateException("a webhook of event " + id + " could not be signed", e);
        }
    }

    private static String hmac(String secret, String body) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }
}
