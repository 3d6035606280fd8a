package io.guichet.agent;

import io.guichet.billing.Quotas;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ChangeDeploymentsTest extends DeploymentsScene {

    @Test
    void a_deployment_is_made_with_a_key_of_its_own_and_all_that_was_sent() {
        var made = change.create(ebp, draft("Widget", """
                ,"deployment_mode":"dedicated","description":"Pour le site","rate_limit_per_ip":10,
                 "max_sessions_day":500,"max_messages_day":5000,"dedicated_collection":"%s",
                 "config_overlay":{"system_prompt_append":"Parle de LogicielX.","temperature":0.6,"model":"big"},
                 "branding":{"chat_title":"Assistant LogicielX","primary_color":"#3B82F6","powered_by":false},
                 "domains":[{"domain":"app.logicielx.fr"},{"domain":"*.logicielx.fr"},
                            {"domain":"localhost","environment":"localhost"}]""".formatted(collection())), null);

        assertThat(made.deploymentKey()).matches("dpl_[0-9a-f]{32}");
        assertThat(made.effectiveRateLimitPerIp()).isEqualTo(30);
        assertThat(made.domains()).extracting(DomainView::isWildcard).containsExactly(false, true, false);
        assertThat(made.branding())
                .isNotNull()
                .hasToString(
                        "{\"title\":\"Assistant LogicielX\",\"primary_color\":" + "\"#3B82F6\",\"powered_by\":false}");
        assertThat(made.warnings())
                .extracting(ResolvedConfiguration.Note::key)
                .containsExactlyInAnyOrder("model", "rate_limit_per_ip");
        assertThat(read.get(ebp, id(made))).isEqualTo(made);
        var view = deployments.byKey(ebp, made.deploymentKey()).orElseThrow();
        assertThat(view.maxSessionsDay()).isEqualTo(500);
        assertThat(view.maxMessagesDay()).isEqualTo(5000);
        assertThat(view.rateLimitPerIp()).isEqualTo(30);
    }

    @Test
    void another_tenants_deployment_is_as_if_it_did_not_exist() {
        var made = change.create(ebp, draft("Widget", ""), null);

        assertThatThrownBy(() -> read.get(sage, id(made))).satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> read.resolved(sage, id(made), false, "fr"))
                .satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> change.replace(sage, id(made), draft("Autre", ""), OptionalInt.empty()))
                .satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> change.remove(sage, id(made))).satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThat(read.tenantOf(ROOT, id(made))).isEqualTo(ebp.tenant());
        assertThatThrownBy(() -> read.tenantOf(ROOT, DeploymentId.next()))
                .satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
    }

    @Test
    void the_platform_acts_in_a_client_that_is_there() {
        var made = change.create(ROOT.in(ebp.tenant()), draft("Widget", ""), null);

        assertThat(made.clientId()).isEqualTo(ebp.tenant().toString());
        assertThatThrownBy(() -> change.create(ROOT.in(TenantId.next()), draft("Widget", ""), null))
                .satisfies(is(ProblemCode.CLIENT_NOT_FOUND));
    }

    @Test
    void who_may_not_change_deployments_does_not() {
        var visitor =
                new CallContext(ebp.tenant(), new Actor.Platform("x"), EnumSet.of(Permission.CREATE_SESSIONS), "test");

        assertThatThrownBy(() -> change.create(visitor, draft("Widget", ""), null))
                .satisfies(is(ProblemCode.FORBIDDEN));
        assertThatThrownBy(() -> read.get(visitor, DeploymentId.next())).satisfies(is(ProblemCode.FORBIDDEN));
    }

    @Test
    void the_plan_says_how_many() {
        change.create(ebp, draft("1", ""), null);
        var second = change.create(ebp, draft("2", ""), null);

        assertThatThrownBy(() -> change.create(ebp, draft("3", ""), null))
                .satisfies(is(ProblemCode.PLAN_LIMIT_REACHED));
        change.remove(ebp, id(second));
        assertThat(change.create(ebp, draft("3", ""), null).name()).isEqualTo("3");
    }

    @Test
    void of_two_who_want_the_last_one_at_once_one_gets_it() throws Exception {
        change.create(ebp, draft("1", ""), null);
        try (var both = Executors.newFixedThreadPool(2)) {
            var made = both
                    .invokeAll(List.<Callable<String>>of(
                            () -> change.create(ebp, draft("2", ""), null).name(),
                            () -> change.create(ebp, draft("3", ""), null).name()))
                    .stream()
                    .filter(f -> {
                        try {
                            return f.get() != null;
                        } catch (ExecutionException e) {
                            assertThat(e.getCause()).satisfies(is(ProblemCode.PLAN_LIMIT_REACHED));
                            return false;
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    })
                    .count();

            assertThat(made).isEqualTo(1);
        }
    }

    @Test
    void the_same_request_twice_makes_one() {
        var first = change.create(ebp, draft("1", ",\"config_overlay\":{\"temperature\":0.6}"), "key-1");

        assertThat(change.create(ebp, draft("1", ",\"config_overlay\":{\"temperature\":0.6}"), "key-1"))
                .isEqualTo(first);
        assertThatThrownBy(() -> change.create(ebp, draft("2", ""), "key-1"))
                .satisfies(is(ProblemCode.IDEMPOTENCY_KEY_REUSED));
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        assertThat(faults("""
                {"agent_id":"agt_0","name":"","deployment_mode":"public","rate_limit_per_ip":0,"max_sessions_day":-1,
                 "config_overlay":{"temperature":3,"max_tokens":"many","system_prompt_append":"Ne dis jamais que tu es une IA.",
                                   "ollama_url":"x","model":5},
                 "branding":{"title":"a","chat_title":"b","powered_by":"yes","custom_css":["*{}"]},
                 "domains":[{"domain":"*.co.uk"},{"domain":"evil.fr; script-src *"},{"domain":"[::1; x]"},{},null,
                            {"domain":"a.fr"},{"domain":"a.fr","environment":"staging"}]}"""))
                .contains(
                        "agent_id",
                        "name",
                        "rate_limit_per_ip",
                        "max_sessions_day",
                        "config_overlay.temperature",
                        "config_overlay.max_tokens",
                        "config_overlay.system_prompt_append",
                        "config_overlay.ollama_url",
                        "config_overlay.model",
                        "branding.chat_title",
                        "branding.powered_by",
                        "branding.custom_css",
                        "domains[0].domain",
                        "domains[1].domain",
                        "domains[2].domain",
                        "domains[3].domain",
                        "domains[4]",
                        "domains[6].domain");
        assertThat(faults("{\"agent_id\":\"" + agent + "\",\"name\":\"a\",\"deployment_mode\":\"public\"}"))
                .containsExactly("deployment_mode");
        assertThat(faults("{\"agent_id\":\"" + agent + "\",\"name\":\"a\",\"config_overlay\":[]}"))
                .containsExactly("config_overlay");
    }

    @Test
    void an_agent_that_is_not_offered_is_deployed_internally_or_not_at_all() {
        var inside = wiring.get(AdministerAgents.class)
                .create(ROOT, Json.read("""
                {"slug":"%s","name":"Interne","sector":"artisan","welcome_message":"Bonjour","placeholder":"…",
                 "deployment_modes":["internal","shared"]}""".formatted(TestTenants.slug()), AgentDraft.class), null);

        assertThat(faults("{\"agent_id\":\"" + inside.id() + "\",\"name\":\"a\"}"))
                .containsExactly("deployment_mode");
        assertThat(change.create(
                                ebp,
                                Json.read(
                                        "{\"agent_id\":\"" + inside.id()
                                                + "\",\"name\":\"a\",\"deployment_mode\":\"internal\"}",
                                        DeploymentDraft.class),
                                null)
                        .deploymentMode())
                .isEqualTo("internal");
    }

    @Test
    void a_name_is_used_once_for_an_agent_and_free_again_after() {
        var made = change.create(ebp, draft("Widget", ""), null);

        assertThatThrownBy(() -> change.create(ebp, draft("Widget", ""), null))
                .satisfies(is(ProblemCode.INVALID_FIELDS));
        assertThat(change.create(sage, draft("Widget", ""), null).name()).isEqualTo("Widget");
        change.remove(ebp, id(made));
        assertThat(change.create(ebp, draft("Widget", ""), null).id()).isNotEqualTo(made.id());
    }

    @Test
    void an_update_replaces_all_but_the_key_and_the_domains_that_are_not_sent() {
        var made = change.create(ebp, draft("Widget", """
                ,"branding":{"title":"x"},"max_sessions_day":5,"domains":[{"domain":"a.fr"},{"domain":"b.fr"}]"""), null);

        var replaced = change.replace(ebp, id(made), draft("Autre", ",\"is_active\":false"), OptionalInt.of(1));
        assertThat(replaced.deploymentKey()).isEqualTo(made.deploymentKey());
        assertThat(replaced.branding()).isNull();
        assertThat(replaced.maxSessionsDay()).isNull();
        assertThat(replaced.isActive()).isFalse();
        assertThat(replaced.domains()).isEqualTo(made.domains());
        assertThat(replaced.version()).isEqualTo(2);
        assertThatThrownBy(() -> change.replace(ebp, id(made), draft("Autre", ""), OptionalInt.of(1)))
                .satisfies(is(ProblemCode.PRECONDITION_FAILED));

        var domains = change.replace(
                        ebp,
                        id(made),
                        draft("Autre", ",\"domains\":[{\"domain\":\"b.fr\"},{\"domain\":\"c.fr\"}]"),
                        OptionalInt.empty())
                .domains();
        assertThat(domains).extracting(DomainView::domain).containsExactly("b.fr", "c.fr");
        assertThat(domains.getFirst()).isEqualTo(made.domains().get(1));
    }

    @Test
    void a_collection_is_one_tenants() {
        var collection = collection();
        change.create(ebp, draft("1", ",\"dedicated_collection\":\"" + collection + "\""), null);

        assertThat(change.create(ebp, draft("2", ",\"dedicated_collection\":\"" + collection + "\""), null)
                        .dedicatedCollection())
                .isEqualTo(collection);
        assertThatThrownBy(
                        () -> change.create(sage, draft("1", ",\"dedicated_collection\":\"" + collection + "\""), null))
                .satisfies(is(ProblemCode.INVALID_FIELDS));
        assertThatThrownBy(() -> change.create(
                        sage,
                        draft("1", ",\"config_overlay\":{\"dedicated_collection\":\"" + collection + "\"}"),
                        null))
                .satisfies(is(ProblemCode.INVALID_FIELDS));
    }

    @Test
    void the_last_that_leaves_a_collection_asks_who_keeps_something_in_it() {
        wiring.told().to(CollectionLeft.class, asked -> asked.faults().check(false, "dedicated_collection", "stays"));
        var named = ",\"dedicated_collection\":\"" + collection() + "\"";
        var first = change.create(ebp, draft("1", named), null);
        var last = change.create(ebp, draft("2", named), null);

        change.replace(ebp, id(first), draft("1", ""), OptionalInt.empty());
        change.replace(ebp, id(last), draft("3", named), OptionalInt.empty());
        assertThatThrownBy(() -> change.replace(ebp, id(last), draft("2", ""), OptionalInt.empty()))
                .satisfies(is(ProblemCode.INVALID_FIELDS));

        assertThat(read.get(ebp, id(first)).dedicatedCollection()).isNull();
        assertThat(read.get(ebp, id(last)).name()).isEqualTo("3");
        assertThat(wiring.told().of(CollectionLeft.class)).hasSize(1);
    }

    @Test
    void a_mode_that_the_agent_has_just_lost_is_a_conflict() {
        var late = new Wiring().with(Quotas.class, quotas).with(AgentModes.class, new AgentModes() {
            @Override
            List<String> of(AgentId agent) {
                return List.of("dedicated", "internal", "shared");
            }
        });
        var changing = late.get(ChangeDeployments.class);
        var made = change.create(ebp, draft("Widget", ""), null);
        var internal = ",\"deployment_mode\":\"internal\"";

        assertThatThrownBy(() -> changing.create(ebp, draft("Autre", internal), null))
                .satisfies(is(ProblemCode.CONFLICT));
        assertThatThrownBy(() -> changing.replace(ebp, id(made), draft("Widget", internal), OptionalInt.empty()))
                .satisfies(is(ProblemCode.CONFLICT));
        assertThat(read.get(ebp, id(made))).isEqualTo(made);
    }

    @Test
    void a_host_and_a_collection_have_the_names_that_partners_know() {
        var overlay = ConfigOverlay.of(
                Json.tree("{\"ollama_host\":\"models.ebp.example\",\"ollama_port\":11434,"
                        + "\"qdrant_collection\":\"btp_ebp\"}"),
                new FieldErrors());

        assertThat(overlay.modelHost()).isEqualTo("https://models.ebp.example:11434");
        assertThat(overlay.dedicatedCollection()).isEqualTo("btp_ebp");
        assertThat(faults("""
                {"agent_id":"%s","name":"Widget","config_overlay":{"model_host":"https://a.example","ollama_host":"b",
                 "qdrant_collection":"a","dedicated_collection":"b"}}""".formatted(agent)))
                .containsExactlyInAnyOrder("config_overlay.ollama_host", "config_overlay.qdrant_collection");
        assertThat(faults(
                        "{\"agent_id\":\"" + agent + "\",\"name\":\"Widget\",\"config_overlay\":{\"ollama_port\":1}}"))
                .containsExactly("config_overlay.ollama_port");
    }

    private List<String> faults(String json) {
        try {
            change.create(ebp, Json.read(json, DeploymentDraft.class), null);
            return List.of();
        } catch (GuichetException e) {
            return e.fields().stream().map(GuichetException.FieldError::field).toList();
        }
    }
}
