package io.guichet.trust;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.trust.ContextKeys.NewContextKey;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jose4j.jwk.EcJwkGenerator;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.OctJwkGenerator;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class ContextKeysTest {

    private static final NewContextKey A_SECRET = new NewContextKey("site", null, null);

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring = new Wiring().with(Clock.class, clock);
    private final ContextKeys keys = wiring.get(ContextKeys.class);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void a_shared_secret_is_shown_once_and_kept_encrypted() {
        var created = keys.create(ebp, A_SECRET, null);
        var secret = Objects.requireNonNull(created.secret());

        assertThat(secret).startsWith("ctxs_").hasSizeGreaterThan(43);
        assertThat(created.key().algorithm()).isEqualTo("HS256");
        assertThat(list(ebp)).containsExactly(created.key());
        assertThat(RealPostgres.<String>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement()
                            .executeQuery("select k::text || encode(key, 'escape') from context_keys k");
                    row.next();
                    return row.getString(1);
                }))
                .doesNotContain(secret);
    }

    @Test
    void asked_for_once_more_under_its_key_it_is_shown_again() {
        var first = keys.create(ebp, A_SECRET, "once");

        assertThat(keys.create(ebp, A_SECRET, "once")).isEqualTo(first);
        assertThat(list(ebp)).hasSize(1);
    }

    @Test
    void two_live_while_one_takes_over_from_the_other() {
        var first = keys.create(ebp, A_SECRET, null);
        keys.create(ebp, A_SECRET, null);

        assertProblem(ProblemCode.CONFLICT, () -> keys.create(ebp, A_SECRET, null));
        keys.revoke(ebp, first.key().id());
        keys.revoke(ebp, first.key().id());
        assertThat(keys.create(ebp, A_SECRET, null)).isNotNull();
        assertThat(list(ebp)).extracting(ContextKeyView::status).containsExactly("active", "active", "revoked");
    }

    @Test
    void a_public_key_is_kept_without_anything_that_is_private() throws JoseException {
        var pair = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var created = keys.create(ebp, new NewContextKey(null, null, jwk(pair, OutputControlLevel.PUBLIC_ONLY)), null);

        assertThat(created.secret()).isNull();
        assertThat(created.key().algorithm()).isEqualTo("ES256");
        assertThat(created.key().thumbprint()).isEqualTo(pair.calculateBase64urlEncodedThumbprint("SHA-256"));
    }

    @Test
    void what_is_no_public_key_of_ours_is_refused() throws JoseException, NoSuchAlgorithmException {
        var ec = EcJwkGenerator.generateJwk(EllipticCurves.P256);
        var generator = KeyPairGenerator.getInstance("X25519");
        var agreement = PublicJsonWebKey.Factory.newPublicJwk(
                generator.generateKeyPair().getPublic());
        var otherUse = jwk(ec, OutputControlLevel.PUBLIC_ONLY).put("use", "enc");
        var otherAlgorithm = jwk(ec, OutputControlLevel.PUBLIC_ONLY).put("alg", "ES512");

        for (var none : List.of(
                jwk(ec, OutputControlLevel.INCLUDE_PRIVATE),
                jwk(RsaJwkGenerator.generateJwk(1_024), OutputControlLevel.PUBLIC_ONLY),
                jwk(EcJwkGenerator.generateJwk(EllipticCurves.P384), OutputControlLevel.PUBLIC_ONLY),
                jwk(agreement, OutputControlLevel.PUBLIC_ONLY),
                (ObjectNode) Json.tree(OctJwkGenerator.generateJwk(256).toJson(OutputControlLevel.INCLUDE_SYMMETRIC)),
                (ObjectNode) otherUse,
                (ObjectNode) otherAlgorithm,
                (ObjectNode) Json.tree("{}"),
                (ObjectNode) Json.tree("{\"kty\":\"RSA\",\"n\":\"AQ\",\"e\":\"AQAB\"}"),
                (ObjectNode) Json.tree("{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"AQ\",\"y\":\"AQ\"}"))) {
            assertFaulty("public_key_jwk", new NewContextKey(null, null, none));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ssh-rsa AAAA",
                "-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----",
                "-----BEGIN PUBLIC KEY-----\n====\n-----END PUBLIC KEY-----",
                "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----"
            })
    void what_is_no_key_in_pem_is_refused(String pem) {
        assertFaulty("public_key_pem", new NewContextKey(null, pem, null));
    }

    @Test
    void a_name_is_a_line_of_at_most_a_hundred_characters() {
        assertFaulty("name", new NewContextKey("a\nb", null, null));
        assertFaulty("name", new NewContextKey("x".repeat(101), null, null));
    }

    @Test
    void another_tenants_key_is_as_if_it_did_not_exist() {
        var key = keys.create(ebp, A_SECRET, null).key();

        assertThat(list(sage)).isEmpty();
        assertProblem(ProblemCode.NOT_FOUND, () -> keys.revoke(sage, key.id()));
        assertProblem(ProblemCode.NOT_FOUND, () -> keys.revoke(ebp, ContextKeyId.next()));
        assertThat(list(ebp)).extracting(ContextKeyView::status).containsExactly("active");
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var maker =
                new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.CREATE_SESSIONS), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> keys.create(maker, A_SECRET, null));
        assertProblem(ProblemCode.FORBIDDEN, () -> list(maker));
        assertProblem(ProblemCode.FORBIDDEN, () -> keys.revoke(maker, ContextKeyId.next()));
    }

    private List<ContextKeyView> list(CallContext context) {
        return keys.list(context, PageRequest.of(null, null, null, null, Set.of("created_at"), "-created_at"))
                .items();
    }

    private static ObjectNode jwk(PublicJsonWebKey key, OutputControlLevel level) {
        return (ObjectNode) Json.tree(key.toJson(level));
    }

    private void assertFaulty(String field, NewContextKey wanted) {
        assertThatThrownBy(() -> keys.create(ebp, wanted, null))
                .as(String.valueOf(wanted))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly(field));
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
