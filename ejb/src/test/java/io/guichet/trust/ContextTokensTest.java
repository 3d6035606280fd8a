package io.guichet.trust;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.OpenSession;
import io.guichet.conversation.OpenSession.SessionOpened;
import io.guichet.conversation.ParentPage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.trust.ContextKeys.ContextKeyCreated;
import io.guichet.trust.ContextKeys.NewContextKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a tenant signed is trusted, and nothing that merely looks like it. */
@ExtendWith(RealPostgres.class)
class ContextTokensTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final ContextKeys keys = wiring.get(ContextKeys.class);
    private final OpenSession open = wiring.get(OpenSession.class);
    private final Conversations conversations = wiring.get(Conversations.class);

    private CallContext ebp;
    private DeploymentView deployment;
    private String secret;

    @BeforeEach
    void a_tenant_with_a_secret() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        secret = Objects.requireNonNull(
                aKey(new NewContextKey("site", null, null)).secret());
    }

    @Test
    void what_the_tenant_signed_is_trusted_in_the_conversation() {
        var opened = opens(signed().by(secret));

        assertThat(Json.tree(trusted(opened)).at("/customer_number").asText()).isEqualTo("C-4711");
        assertThat(conversations.context(ebp, opened.conversation()).untrusted())
                .isNull();
    }

    @Test
    void a_token_may_name_its_key_and_may_not_name_another() {
        var other = aKey(new NewContextKey("other", null, null));

        assertThat(opens(
                        signed().header("kid", other.key().id().toString()).by(Objects.requireNonNull(other.secret()))))
                .isNotNull();
        refused(signed().header("kid", other.key().id().toString()).by(secret));
        refused(signed().header("kid", "ctx_none").by(secret));
    }

    @ParameterizedTest
    @CsvSource({"RSA, RS256", "EC, ES256", "Ed25519, EdDSA"})
    void a_public_key_checks_what_its_private_part_signed_and_nothing_else(String kind, String algorithm) {
        var pair = pair(kind);
        var key = aKey(new NewContextKey(null, pem(pair), null)).key();

        assertThat(key.algorithm()).isEqualTo(algorithm);
        assertThat(opens(signed().by(algorithm, pair.getPrivate()))).isNotNull();
        refused(signed().by(algorithm, pair(kind).getPrivate()));
        refused(signed().by("HS256", new HmacKey(pair.getPublic().getEncoded())));
        refused(signed().by("HS256", new HmacKey(pem(pair).getBytes(StandardCharsets.UTF_8))));
        refused(signed().by("none", null));
    }

    @Test
    void an_algorithm_of_the_same_family_is_another_algorithm() {
        var pair = pair("RSA");
        aKey(new NewContextKey(null, pem(pair), null));

        refused(signed().by("RS512", pair.getPrivate()));
        refused(signed().by("PS256", pair.getPrivate()));
        refused(signed().by("HS512", new HmacKey((secret + secret).getBytes(StandardCharsets.UTF_8))));
    }

    static Stream<Named<Function<SignedContext, SignedContext>>> forgeries() {
        var start = 1_793_606_400L;
        return Stream.of(
                wrong("for another deployment", t -> t.with("aud", "dpl_of_somebody_else")),
                wrong("for nobody", t -> t.with("aud", null)),
                wrong("expired", t -> t.with("exp", start - 31)),
                wrong("without an end", t -> t.with("exp", null)),
                wrong("with an end that is no time", t -> t.with("exp", "soon")),
                wrong("for longer than fifteen minutes", t -> t.with("exp", start + 931)),
                wrong("for a hundred years", t -> t.with("exp", Long.MAX_VALUE)),
                wrong("from the future", t -> t.with("iat", start + 60)),
                wrong("from long ago", t -> t.with("iat", start - 3_600)),
                wrong("without a beginning", t -> t.with("iat", null)),
                wrong("not valid yet", t -> t.with("nbf", start + 120)),
                wrong("without an id", t -> t.with("jti", null)),
                wrong("with an empty id", t -> t.with("jti", " ")),
                wrong("with a long id", t -> t.with("jti", "x".repeat(201))),
                wrong("without a context", t -> t.with("context", null)),
                wrong("with a text for a context", t -> t.with("context", "admin")),
                wrong("with a list for a context", t -> t.with("context", List.of("admin"))),
                wrong("with too much context", t -> t.with("context", Map.of("a", "x".repeat(8_000)))),
                wrong("with a deep context", t -> t.with("context", nested(7))),
                wrong("with a bottomless context", t -> t.with("context", nested(60))),
                wrong(
                        "with a header that must be understood",
                        t -> t.header("crit", List.of("x")).header("x", "y")));
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void a_token_is_refused(Function<SignedContext, SignedContext> forge) {
        refused(forge.apply(signed()).by(secret));
    }

    @ParameterizedTest
    @CsvSource({"''", "a", "a.b", "a.b.c", "..", "a.b.c.d.e", "'eyJhbGciOiJub25lIn0.e30.'", "'{}.{}.{}'"})
    void what_is_no_token_is_refused(String token) {
        refused(token);
    }

    @Test
    void a_token_that_was_changed_or_is_huge_is_refused() {
        var token = signed().by(secret);
        var parts = token.split("\\.");
        var claims =
                new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8).replace("C-4711", "C-4712");
        var changed = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));

        refused(parts[0] + "." + changed + "." + parts[2]);
        refused(parts[0] + "." + parts[1] + ".");
        refused(parts[0] + "." + parts[1] + "." + "A".repeat(20_000));
    }

    @Test
    void another_tenants_key_vouches_for_nothing_here() {
        var sage = TestTenants.aTenant(wiring);
        var theirs = Objects.requireNonNull(
                keys.create(sage, new NewContextKey(null, null, null), null).secret());

        refused(signed().by(theirs));
    }

    @Test
    void a_key_that_was_revoked_vouches_for_nothing_any_more() {
        var page = PageRequest.of(null, null, null, null, Set.of("created_at"), "-created_at");
        keys.revoke(ebp, keys.list(ebp, page).items().getFirst().id());

        refused(signed().by(secret));
    }

    @Test
    void a_token_is_taken_once() {
        var token = signed().by(secret);
        opens(token);

        refused(token);
        refused(signed().with("jti", "a").with("exp", 1_793_606_400L - 31).by(secret));
        assertThat(opens(signed().by(secret))).isNotNull();
    }

    @Test
    void sent_by_many_at_once_it_is_taken_once() throws Exception {
        var token = signed().by(secret);
        Callable<SessionOpened> once = () -> opens(token);
        var taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(List.of(once, once, once, once))) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }
        assertThat(taken).isOne();
    }

    @Test
    void where_the_page_is_refused_its_token_is_not_used_up() {
        var token = signed().by(secret);

        assertThatThrownBy(() ->
                        open.byDeployment(deployment.key(), ParentPage.at("https://evil.example"), "fr", token, "test"))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.DOMAIN_NOT_ALLOWED));
        assertThat(opens(token)).isNotNull();
    }

    @Test
    void clocks_may_differ_by_half_a_minute() {
        var start = clock.instant().getEpochSecond();

        assertThat(opens(signed().with("iat", start + 29)
                        .with("exp", start + 900)
                        .by(secret)))
                .isNotNull();
        assertThat(opens(signed().with("iat", start - 100)
                        .with("exp", start - 29)
                        .by(secret)))
                .isNotNull();
    }

    @Test
    void what_was_taken_is_forgotten_once_it_would_be_refused_anyway() {
        opens(signed().by(secret));
        var forget = wiring.get(ForgetTokens.class);

        assertThat(forget.of(ebp)).isZero();
        clock.advance(Duration.ofSeconds(331));
        assertThat(forget.of(ebp)).isOne();
    }

    private static Named<Function<SignedContext, SignedContext>> wrong(
            String name, Function<SignedContext, SignedContext> forge) {
        return Named.of(name, forge);
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> inner = Map.of();
        for (var i = 1; i < depth; i++) {
            inner = Map.of("a", inner);
        }
        return inner;
    }

    private SignedContext signed() {
        return SignedContext.forDeployment(deployment.key(), clock);
    }

    private SessionOpened opens(String token) {
        return open.byDeployment(deployment.key(), ParentPage.at(TestAgents.ORIGIN), "fr", token, "test");
    }

    private String trusted(SessionOpened opened) {
        return Objects.requireNonNull(
                conversations.context(ebp, opened.conversation()).trusted());
    }

    /** Always in the same words: they help nobody who tries. */
    private void refused(String token) {
        assertThatThrownBy(() -> opens(token))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.INVALID_CONTEXT_TOKEN))
                .hasMessage("context_token has to be new, for this deployment, and signed by one of your live keys.");
    }

    private ContextKeyCreated aKey(NewContextKey wanted) {
        return keys.create(ebp, wanted, "key-" + Ids.next());
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(pair.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static KeyPair pair(String kind) {
        try {
            var generator = KeyPairGenerator.getInstance(kind);
            if (kind.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else if (kind.equals("RSA")) {
                generator.initialize(2_048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
