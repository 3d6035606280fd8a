package io.guichet.trust;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Secrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwt.consumer.JwtContext;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a tenant signed of a visitor: a JWT (RFC 7519) by a live key of the tenant's, for one audience, of a few
 * minutes, once. The algorithm is the key's, whatever a token says of itself. Works inside the transaction of a use case:
 * rolled back, the token was not taken.
 *
 * @see "RFC 8725, what these checks guard against"
 */
@ApplicationScoped
public class ContextTokens {

    /** Characters of a token; a context of the longest fits. */
    public static final int LONGEST = 16_000;

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(15);
    private static final Duration SKEW = Duration.ofSeconds(30);
    private static final int LONGEST_ID = 200;

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Clock clock;

    /**
     * Takes a token.
     *
     * @param audience whom it has to be for
     * @return what it says
     * @throws GuichetException {@link ProblemCode#INVALID_CONTEXT_TOKEN}, the same whatever is wrong with it
     */
    public ObjectNode take(CallContext context, String audience, String token) {
        var jwt = isCompact(token)
                ? keys(context).stream()
                        .flatMap(key -> checked(context, key, audience, token).stream())
                        .findFirst()
                : Optional.<JwtContext>empty();
        return jwt.map(ContextTokens::vouched)
                .filter(vouched -> ContextText.isFine(vouched.context()))
                .filter(vouched -> isFirst(context, vouched))
                .map(vouched -> (ObjectNode) Objects.requireNonNull(vouched.context()))
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.INVALID_CONTEXT_TOKEN,
                        "context_token has to be new, for this deployment, and signed by one of your live keys."));
    }

    /** A signed token has three parts; one of five would be encrypted, and none of ours. */
    private static boolean isCompact(String token) {
        return token.length() <= LONGEST && token.chars().filter(c -> c == '.').count() == 2;
    }

    private List<ContextKey> keys(CallContext context) {
        return em.createQuery("from ContextKey k where k.tenantId = :tenant and k.revokedAt is null", ContextKey.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private Optional<JwtContext> checked(CallContext context, ContextKey key, String audience, String token) {
        try {
            var jwt = consumer(context, key, audience).process(token);
            var kid = jwt.getJoseObjects().getFirst().getKeyIdHeaderValue();
            var isItsOwn = kid == null || kid.equals(new ContextKeyId(key.id).toString());
            return isItsOwn && isShort(jwt) ? Optional.of(jwt) : Optional.empty();
        } catch (InvalidJwtException | MalformedClaimException e) {
            return Optional.empty();
        }
    }

    private JwtConsumer consumer(CallContext context, ContextKey key, String audience) {
        var seconds = Math.toIntExact(SKEW.toSeconds());
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(ConstraintType.PERMIT, key.algorithm)
                .setVerificationKey(verification(context, key))
                .setExpectedAudience(true, audience)
                .setRequireExpirationTime()
                .setRequireIssuedAt()
                .setRequireJwtId()
                .setIssuedAtRestrictions(0, Math.toIntExact(LONGEST_LIFE.toSeconds()))
                .setAllowedClockSkewInSeconds(seconds)
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key verification(CallContext context, ContextKey key) {
        var text = secrets.open(context, Objects.requireNonNull(key.key));
        if (key.thumbprint == null) {
            return new HmacKey(text.getBytes(StandardCharsets.UTF_8));
        }
        try {
            return PublicJsonWebKey.Factory.newPublicJwk(text).getPublicKey();
        } catch (JoseException e) {
            throw new IllegalStateException("the key " + new ContextKeyId(key.id) + " was kept and is none", e);
        }
    }

    private boolean isShort(JwtContext jwt) throws MalformedClaimException {
        var claims = jwt.getJwtClaims();
        var latest = clock.instant().plus(LONGEST_LIFE).plus(SKEW).getEpochSecond();
        var id = claims.getJwtId();
        return claims.getExpirationTime().getValue() <= latest && !id.isBlank() && id.length() <= LONGEST_ID;
    }

    private static Vouched vouched(JwtContext jwt) {
        try {
            var claims = jwt.getJwtClaims();
            return new Vouched(
                    claims.getJwtId(),
                    Instant.ofEpochSecond(claims.getExpirationTime().getValue()),
                    Json.tree(claims.getRawJson()).get("context"));
        } catch (MalformedClaimException | IllegalArgumentException e) {
            return new Vouched("", Instant.EPOCH, null);
        }
    }

    /** Of two at once one waits for the other's end. */
    private boolean isFirst(CallContext context, Vouched vouched) {
        return em.createNativeQuery("""
                        insert into context_tokens (tenant_id, token_id, expires_at) values (:tenant, :id, :end)
                        on conflict do nothing""")
                        .setParameter("tenant", context.tenant().value())
                        .setParameter("id", new Token(vouched.id()).hash())
                        .setParameter("end", Timestamp.from(vouched.end().plus(SKEW)))
                        .executeUpdate()
                == 1;
    }

    private record Vouched(String id, Instant end, @Nullable JsonNode context) {}
}
