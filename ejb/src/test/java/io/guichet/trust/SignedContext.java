package io.guichet.trust;

import io.guichet.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** A token as a tenant's software makes it: right, unless a test makes it wrong. */
public final class SignedContext {

    private final Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    private final JsonWebSignature jws = new JsonWebSignature();

    private SignedContext() {}

    /** For a deployment, for five minutes, never seen before. */
    public static SignedContext forDeployment(String deploymentKey, Clock clock) {
        var now = clock.instant().getEpochSecond();
        return new SignedContext()
                .with("aud", deploymentKey)
                .with("iat", now)
                .with("exp", now + 300)
                .with("jti", "jti-" + io.guichet.kernel.Ids.next())
                .with("context", Map.of("customer_number", "C-4711"));
    }

    /** A claim; null takes it away. */
    public SignedContext with(String claim, @Nullable Object value) {
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, value);
        }
        return this;
    }

    public SignedContext header(String name, Object value) {
        jws.setHeader(name, value);
        return this;
    }

    public String by(String secret) {
        return by("HS256", new HmacKey(secret.getBytes(StandardCharsets.UTF_8)));
    }

    public String by(String algorithm, @Nullable Key key) {
        try {
            jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
            jws.setDoKeyValidation(false);
            jws.setAlgorithmHeaderValue(algorithm);
            jws.setPayload(Json.write(claims));
            if (key != null) {
                jws.setKey(key);
            }
            return jws.getCompactSerialization();
        } catch (JoseException e) {
            throw new IllegalStateException(e);
        }
    }
}
