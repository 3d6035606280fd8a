package io.guichet.tenancy;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The key that wraps every tenant's key, and signs what we hand out; while it is changed, those before it still open. */
@ApplicationScoped
public class PlatformKey {

    @Inject
    @ConfigProperty(name = "guichet.platform.key")
    String encoded;

    @Inject
    @ConfigProperty(name = "guichet.platform.previous-keys")
    Optional<String> previous = Optional.empty();

    @SuppressWarnings("NullAway.Init")
    private KeyRing ring;

    @PostConstruct
    void decode() {
        ring = KeyRing.of(encoded, previous.orElse(""));
    }

    byte[] newDataKey(String owner) {
        return ring.wrap(KeyRing.randomKey(), owner);
    }

    SecretKeySpec unwrap(byte[] wrapped, String owner) {
        return new SecretKeySpec(ring.unwrap(wrapped, owner), "AES");
    }

    KeyRing ring() {
        return ring;
    }

    /**
     * Signs what we hand out and want to know again, e.g. the address of a file.
     *
     * @param purpose keeps signatures for different things apart
     * @return 43 characters of base64url
     */
    public String sign(String purpose, String text) {
        return sign(ring.keys().getFirst(), purpose, text);
    }

    /** Whether a signature is ours, by the key of today or one before it. */
    public boolean signed(String purpose, String text, String signature) {
        var given = signature.getBytes(StandardCharsets.UTF_8);
        return ring.keys().stream()
                .anyMatch(key ->
                        MessageDigest.isEqual(sign(key, purpose, text).getBytes(StandardCharsets.US_ASCII), given));
    }

    static String sign(SecretKeySpec key, String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            mac.update(("guichet:" + purpose + "\0").getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
