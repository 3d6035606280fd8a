package io.guichet.agent;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class AdministerAgentsTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");

    private final Wiring wiring = new Wiring();
    private final AdministerAgents agents = wiring.get(AdministerAgents.class);

    @Test
    void an_agent_is_made_read_replaced_and_taken_out_of_use() {
        var made = agents.create(ROOT, draft(TestTenants.slug(), "Support", "[\"shared\"]", ""), null);
        assertThat(agents.get(ROOT, id(made))).isEqualTo(made);
        assertThat(made.version()).isEqualTo(1);

        var replaced = agents.replace(
                ROOT,
                id(made),
                draft(made.slug(), "Support client", "[\"shared\",\"dedicated\"]", ""),
                OptionalInt.of(1));
        assertThat(replaced.name()).isEqualTo("Support client");
        assertThat(replaced.deploymentModes()).containsExactly("dedicated", "shared");
        assertThat(replaced.version()).isEqualTo(2);

        agents.remove(ROOT, id(made));
        assertThatThrownBy(() -> agents.get(ROOT, id(made))).satisfies(is(ProblemCode.AGENT_NOT_FOUND));
    }

    @Test
    void the_same_request_twice_makes_one() {
        var draft = draft(TestTenants.slug(), "Support", "[\"shared\"]", "");
        var key = TestTenants.slug();

        assertThat(agents.create(ROOT, draft, key)).isEqualTo(agents.create(ROOT, draft, key));
    }

    @Test
    void a_version_that_is_no_longer_there_changes_nothing() {
        var made = agents.create(ROOT, draft(TestTenants.slug(), "Support", "[\"shared\"]", ""), null);
        var draft = draft(made.slug(), "Autre", "[\"shared\"]", "");
        agents.replace(ROOT, id(made), draft, OptionalInt.empty());

        assertThatThrownBy(() -> agents.replace(ROOT, id(made), draft, OptionalInt.of(1)))
                .satisfies(is(ProblemCode.PRECONDITION_FAILED));
    }

    @Test
    void a_slug_is_one_agents() {
        var made = agents.create(ROOT, draft(TestTenants.slug(), "Support", "[\"shared\"]", ""), null);

        assertThatThrownBy(() -> agents.create(ROOT, draft(made.slug(), "Autre", "[\"shared\"]", ""), null))
                .satisfies(is(ProblemCode.SLUG_TAKEN));
        agents.remove(ROOT, id(made));
        assertThatThrownBy(() -> agents.create(ROOT, draft(made.slug(), "Autre", "[\"shared\"]", ""), null))
                .satisfies(is(ProblemCode.SLUG_TAKEN));
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        var draft = Json.read("""
                {"slug":"Ab","name":" ","sector":"x","welcome_message":"a\\u0007","placeholder":"…","temperature":1.9,
                 "collection":"A b","deployment_modes":["public"],"max_tokens":0,
                 "default_branding":{"primary_color":"red","logo_url":"http://x.example/l.png","custom_css":["*{}"],"x":1},
                 "whitelabel_config":{"allow_prompt_override":"yes","allow_all":true},
                 "limits":{"min_temperature":1.5,"max_temperature":0.5,"max_tokens":-1,"y":2}}""", AgentDraft.class);

        assertThatThrownBy(() -> agents.create(ROOT, draft, null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains(
                                        "slug",
                                        "name",
                                        "welcome_message",
                                        "collection",
                                        "deployment_modes",
                                        "max_tokens",
                                        "default_branding.primary_color",
                                        "default_branding.logo_url",
                                        "default_branding.custom_css",
                                        "default_branding.x",
                                        "whitelabel_config.allow_prompt_override",
                                        "whitelabel_config.allow_all",
                                        "limits.min_temperature",
                                        "limits.max_tokens",
                                        "limits.y"));
    }

    @Test
    void an_agent_keeps_its_own_limits() {
        assertThatThrownBy(() -> agents.create(
                        ROOT,
                        draft(
                                TestTenants.slug(),
                                "Support",
                                "[\"shared\"]",
                                ",\"temperature\":1.2,\"limits\":{\"max_temperature\":1.0}"),
                        null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("temperature"));
    }

    @Test
    void a_schema_of_its_pre_quotes_is_kept_and_read_again() {
        var schema = ",\"output_schemas\":{\"pre_quote\":{\"type\":\"object\"}}";
        var made = agents.create(ROOT, draft(TestTenants.slug(), "Support", "[\"shared\"]", schema), null);

        assertThat(agents.get(ROOT, id(made)).outputSchemas())
                .isEqualTo(Json.tree("{\"pre_quote\":{\"type\":\"object\"}}"));
    }

    @Test
    void a_schema_that_is_none_or_fetches_or_that_nothing_is_made_of_is_refused() {
        for (var schemas : List.of(
                "3",
                "{\"pre_quote\":{\"type\":\"banana\"}}",
                "{\"pre_quote\":{\"$ref\":\"https://evil.example/x\"}}",
                "{\"other\":{\"type\":\"object\"}}")) {
            var draft = draft(TestTenants.slug(), "Support", "[\"shared\"]", ",\"output_schemas\":" + schemas);
            assertThatThrownBy(() -> agents.create(ROOT, draft, null))
                    .as(schemas)
                    .isInstanceOfSatisfying(
                            GuichetException.class,
                            e -> assertThat(e.fields())
                                    .extracting(GuichetException.FieldError::field)
                                    .allMatch(field -> field.startsWith("output_schemas")));
        }
    }

    @Test
    void a_model_is_not_asked_inside_our_own_network() {
        assertThatThrownBy(() -> agents.create(
                        ROOT,
                        draft(
                                TestTenants.slug(),
                                "Support",
                                "[\"shared\"]",
                                ",\"model_host\":\"https://169.254.169.254/\""),
                        null))
                .satisfies(is(ProblemCode.UNREACHABLE_URL));
    }

    @Test
    void an_agent_that_is_deployed_stays_and_keeps_the_mode() {
        var made = agents.create(ROOT, draft(TestTenants.slug(), "Support", "[\"shared\",\"dedicated\"]", ""), null);
        var tenant = TestTenants.aTenant(wiring);
        var deployment = wiring.get(ChangeDeployments.class)
                .create(
                        tenant,
                        Json.read("{\"agent_id\":\"" + made.id() + "\",\"name\":\"Widget\"}", DeploymentDraft.class),
                        null);

        assertThatThrownBy(() -> agents.remove(ROOT, id(made))).satisfies(is(ProblemCode.CONFLICT));
        assertThatThrownBy(() -> agents.replace(
                        ROOT, id(made), draft(made.slug(), "Support", "[\"dedicated\"]", ""), OptionalInt.empty()))
                .satisfies(is(ProblemCode.CONFLICT));
        assertThat(agents.get(ROOT, id(made)).deploymentsCount()).isEqualTo(1);

        wiring.get(ChangeDeployments.class)
                .remove(tenant, DeploymentId.parse(deployment.id()).orElseThrow());
        agents.remove(ROOT, id(made));
    }

    @Test
    void agents_are_listed_searched_sorted_and_filtered_page_by_page() {
        var sector = "s" + Long.toHexString(System.nanoTime());
        for (var name : List.of("b 100%", "A_1", "c", "a%2", "B é")) {
            agents.create(
                    ROOT, draft(TestTenants.slug(), name, "[\"shared\"]", ",\"sector\":\"" + sector + "\""), null);
        }

        assertThat(names(sector, null, "name")).containsExactly("a%2", "A_1", "b 100%", "B é", "c");
        assertThat(names(sector, null, "-name")).containsExactly("c", "B é", "b 100%", "A_1", "a%2");
        assertThat(names(sector, null, "created_at")).containsExactly("b 100%", "A_1", "c", "a%2", "B é");
        assertThat(names(sector, null, "-created_at")).containsExactly("B é", "a%2", "c", "A_1", "b 100%");
        assertThat(names(sector, "%", "name")).containsExactly("a%2", "b 100%");
        assertThat(names(sector, "a_", "name")).containsExactly("A_1");
    }

    @Test
    void an_agent_may_be_written_by_the_names_that_partners_know() {
        var made = agents.create(
                ROOT, Json.read("""
                {"slug":"%s","name":"Support","sector":"artisan","welcome_message":"Bonjour","placeholder":"…",
                 "deployment_mode":"shared","qdrant_collection":"c_%s","ollama_host":"8.8.8.8",
                 "ollama_port":11434}""".formatted(TestTenants.slug(), TestTenants.slug()), AgentDraft.class), null);

        assertThat(made.deploymentModes()).containsExactly("shared");
        assertThat(made.collection()).startsWith("c_");
        assertThat(made.modelHost()).isEqualTo("https://8.8.8.8:11434");
        assertThatThrownBy(() -> agents.create(
                        ROOT,
                        draft(
                                TestTenants.slug(),
                                "Support",
                                "[\"shared\"]",
                                ",\"ollama_port\":70000,\"model_host\":\"https://8.8.8.8\",\"ollama_host\":\"8.8.8.8\""),
                        null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyInAnyOrder("ollama_host", "ollama_port"));
    }

    private List<String> names(String sector, @Nullable String search, String sort) {
        var names = new ArrayList<String>();
        String cursor = null;
        do {
            var page =
                    agents.list(ROOT, PageRequest.of(2, cursor, search, sort, AdministerAgents.SORTS, "name"), sector);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(2);
            page.items().forEach(a -> names.add(a.name()));
            cursor = page.next();
        } while (cursor != null);
        return names;
    }

    private static AgentDraft draft(String slug, String name, String modes, String more) {
        return Json.read(
                "{\"slug\":\"" + slug + "\",\"name\":\"" + name + "\",\"welcome_message\":\"Bonjour\""
                        + (more.contains("\"sector\"") ? "" : ",\"sector\":\"artisan\"")
                        + ",\"placeholder\":\"…\",\"is_whitelabel_enabled\":true,\"deployment_modes\":" + modes + more
                        + "}",
                AgentDraft.class);
    }

    private static AgentId id(AgentView agent) {
        return AgentId.parse(agent.id()).orElseThrow();
    }

    private static java.util.function.Consumer<Throwable> is(ProblemCode code) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(
                        GuichetException.class, g -> assertThat(g.code()).isEqualTo(code));
    }
}
