package io.guichet.answering.models;

import io.guichet.answering.ModelProviderView;
import io.guichet.answering.TenantModels;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.spi.model.Prompt;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Receiver;
import io.guichet.testing.TestTenants;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.guichet.answering.models.PlayedProvider.asksItsServer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Whose key goes where. */
@Timeout(60)
@ExtendWith(RealPostgres.class)
class ModelKeysTest {

    private final PlayedModels played = new PlayedModels();
    private final Receiver platforms;
    private final Receiver tenants;
    private CallContext durant;
    private CallContext martin;

    ModelKeysTest() throws IOException {
        platforms = new Receiver();
        tenants = new Receiver();
        played.platform.put("guichet.models.paid.base_url", platforms.url().toString());
        played.platform.put("guichet.models.free.base_url", platforms.url().toString());
        played.platform.put("guichet.models.free.api_key", "key-of-the-platform");
        played.paid.otherwise = asksItsServer();
        played.free.otherwise = asksItsServer();
    }

    @BeforeEach
    void two_tenants() {
        durant = TestTenants.aTenant(played.wiring);
        martin = TestTenants.aTenant(played.wiring);
    }

    @AfterEach
    void close() {
        platforms.close();
        tenants.close();
        played.wiring.get(PluginCalls.class).stop();
    }

    private TenantModels own() {
        return played.wiring.get(TenantModels.class);
    }

    private ModelAnswer ask(CallContext context, String model, String host, boolean hostOfTenant)
            throws NoModelAnswered {
        var choice = new ModelChoice(model, null, host, hostOfTenant, 0, 10);
        var messages = List.of(new Prompt.Message(Prompt.Role.CONTACT, "Bonjour !"));
        return played.wiring
                .get(Models.class)
                .ask(context, new ModelRequest(choice, "", messages, null, Duration.ofSeconds(20)), piece -> {});
    }

    private static List<String> keys(Receiver server) {
        return server.received().stream().map(sent -> sent.header("X-Key")).toList();
    }

    @Test
    void the_platforms_key_goes_to_the_platforms_server() throws NoModelAnswered {
        assertThat(ask(durant, "paid/grand", null, false).text()).isEqualTo("status 204");

        assertThat(keys(platforms)).containsExactly("key-of-the-platform");
    }

    @Test
    void a_tenants_own_key_is_used_for_that_tenant_alone() throws NoModelAnswered {
        own().set(durant, "paid", Map.of("base_url", tenants.url().toString(), "api_key", "key-of-durant"));

        ask(durant, "paid/grand", null, false);
        ask(martin, "paid/grand", null, false);

        assertThat(keys(tenants)).containsExactly("key-of-durant");
        assertThat(keys(platforms)).containsExactly("key-of-the-platform");
    }

    @Test
    void the_platforms_key_is_never_sent_to_a_server_that_a_tenant_chose() throws NoModelAnswered {
        var none = catchThrowableOfType(
                NoModelAnswered.class,
                () -> ask(durant, "paid/grand", tenants.url().toString(), true));
        assertThat(none.reason()).isEqualTo("none_configured");

        ask(durant, "free/petit", tenants.url().toString(), true);
        own().set(durant, "paid", Map.of("base_url", "https://api.example.fr", "api_key", "key-of-durant"));
        ask(durant, "paid/grand", tenants.url().toString(), true);

        assertThat(keys(tenants)).containsExactly("none", "key-of-durant");
        assertThat(keys(platforms)).isEmpty();
    }

    @Test
    void a_server_that_the_agent_names_is_the_platforms_affair() throws NoModelAnswered {
        own().set(durant, "paid", Map.of("base_url", "https://api.example.fr", "api_key", "key-of-durant"));

        ask(durant, "paid/grand", tenants.url().toString(), false);

        assertThat(keys(tenants)).containsExactly("key-of-the-platform");
    }

    @Test
    void in_production_a_private_server_is_asked_where_the_operator_named_it_and_no_tenant_chose_it()
            throws NoModelAnswered {
        played.wiring
                .configured("guichet.profile", "prod")
                .configured(
                        "guichet.models.private-hosts",
                        "127.0.0.1:" + platforms.url().getPort());

        assertThat(ask(durant, "paid/grand", null, false).text()).isEqualTo("status 204");
        for (var chosen : List.of(platforms, tenants)) {
            assertThatThrownBy(() -> ask(durant, "free/petit", chosen.url().toString(), true))
                    .isInstanceOf(NoModelAnswered.class);
        }
        assertThatThrownBy(() -> ask(durant, "paid/grand", tenants.url().toString(), false))
                .isInstanceOf(NoModelAnswered.class);
        assertThatThrownBy(() -> own().set(
                                durant,
                                "paid",
                                Map.of("base_url", platforms.url().toString(), "api_key", "key-of-durant")))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNREACHABLE_URL));
        assertThat(platforms.received()).hasSize(1);
        assertThat(tenants.received()).isEmpty();
    }

    @Test
    void a_model_without_a_price_is_not_asked_with_the_platforms_key_where_others_have_one() throws NoModelAnswered {
        played.wiring.configured("guichet.models.prices", "paid/petit=1/10");

        var none = catchThrowableOfType(NoModelAnswered.class, () -> ask(durant, "paid/grand", null, false));
        assertThat(none.attempts()).extracting(FailedAttempt::reason).containsExactly("no_price");
        assertThat(platforms.received()).isEmpty();

        ask(durant, "paid/petit", null, false);
        own().set(durant, "paid", Map.of("base_url", tenants.url().toString(), "api_key", "key-of-durant"));
        ask(durant, "paid/grand", null, false);

        assertThat(keys(platforms)).containsExactly("key-of-the-platform");
        assertThat(keys(tenants)).containsExactly("key-of-durant");
    }

    @Test
    void a_redirect_carries_no_key_away() {
        platforms.answers(307, "Location", tenants.url().toString());

        assertThat(catchThrowableOfType(NoModelAnswered.class, () -> ask(durant, "paid/grand", null, false)))
                .isNull();
        assertThat(tenants.received()).isEmpty();
    }

    @Test
    void what_is_set_is_shown_without_its_secrets_and_kept_encrypted() {
        var view = own().set(durant, "paid", Map.of("base_url", "https://api.example.fr", "api_key", "key-of-durant"));

        assertThat(view.own()).isTrue();
        assertThat(view.toString()).contains("https://api.example.fr").doesNotContain("key-of-durant");
        assertThat(own().providers(durant).toString()).doesNotContain("key-of-durant");
        assertThat(own().provider(martin, "paid").own()).isFalse();
        assertThat(RealPostgres.<String>inTenant(durant.tenant(), c -> {
                    var row = c.createStatement().executeQuery("""
                            select m::text || encode(settings, 'escape') || (select string_agg(a::text, '') from audit_log a)
                              from model_credentials m""");
                    row.next();
                    return row.getString(1);
                }))
                .contains("model_credentials.set")
                .doesNotContain("key-of-durant");
    }

    @Test
    void what_is_forgotten_is_the_platforms_again() throws NoModelAnswered {
        own().set(durant, "paid", Map.of("base_url", tenants.url().toString(), "api_key", "key-of-durant"));
        own().remove(durant, "paid");

        ask(durant, "paid/grand", null, false);

        assertThat(keys(platforms)).containsExactly("key-of-the-platform");
        assertProblem(ProblemCode.NOT_FOUND, () -> own().remove(durant, "paid"));
    }

    @Test
    void settings_that_the_provider_does_not_have_are_refused() {
        assertProblem(ProblemCode.NOT_FOUND, () -> own().set(durant, "nobody", Map.of()));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> own().set(durant, "paid", Map.of("api_key", "k")));
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> own().set(durant, "free", Map.of("base_url", "https://a.fr", "timeout", "1")));
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> own().set(durant, "paid", Map.of("base_url", "https://a.fr", "api_key", "a\nb")));
        assertProblem(
                ProblemCode.UNREACHABLE_URL,
                () -> own().set(durant, "paid", Map.of("base_url", "https://10.0.0.1", "api_key", "k")));
    }

    @Test
    void a_tenant_names_no_file_of_the_server() {
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> own().set(durant, "free", Map.of("base_url", "https://a.fr", "model_file", "/etc/passwd")));
    }

    @Test
    void a_tenant_is_shown_no_setting_that_is_the_platforms_alone() {
        assertThat(own().provider(durant, "free").settings())
                .extracting(ModelProviderView.Setting::name)
                .containsExactly("base_url", "api_key");
    }

    @Test
    void only_those_may_who_may_change_deployments() {
        var reader = new CallContext(
                durant.tenant(),
                new Actor.User(UserId.next(), "Lecteur"),
                Set.of(Permission.READ_CONVERSATIONS),
                "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> own().providers(reader));
        assertProblem(ProblemCode.FORBIDDEN, () -> own().provider(reader, "paid"));
        assertProblem(ProblemCode.FORBIDDEN, () -> own().set(reader, "paid", Map.of()));
        assertProblem(ProblemCode.FORBIDDEN, () -> own().remove(reader, "paid"));
        assertProblem(ProblemCode.FORBIDDEN, () -> own().usage(reader, 1));
    }

    private static void assertProblem(ProblemCode code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
