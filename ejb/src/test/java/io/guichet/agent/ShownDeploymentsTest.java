package io.guichet.agent;

import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.billing.Usage;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.Wiring;
import java.time.Instant;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a tenant reads of its deployments: where each value comes from, what a draft would change, what was used. */
class ShownDeploymentsTest extends DeploymentsScene {

    @Test
    void what_was_deleted_opens_nothing_and_is_still_known_to_its_conversations() {
        var made = change.create(ebp, draft("Widget", ""), null);
        change.remove(ebp, id(made));

        assertThat(deployments.tenantOf(made.deploymentKey())).isEmpty();
        assertThat(deployments.byKey(ebp, made.deploymentKey())).isEmpty();
        assertThat(deployments.list(ebp)).isEmpty();
        assertThat(deployments.byId(ebp, id(made)))
                .hasValueSatisfying(d -> assertThat(d.active()).isFalse());
        assertThatThrownBy(() -> read.get(ebp, id(made))).satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
    }

    @Test
    void deployments_are_listed_by_filter_and_page() {
        change.create(ebp, draft("Alpha", ",\"is_active\":false"), null);
        change.create(ebp, draft("beta", ",\"deployment_mode\":\"dedicated\""), null);
        change.create(sage, draft("gamma", ""), null);

        var first = read.list(ebp, page(1, null, null, "name"), null, null, null);
        assertThat(first.items()).extracting(DeploymentDetails::name).containsExactly("Alpha");
        assertThat(read.list(ebp, page(1, first.next(), null, "name"), null, null, null)
                        .items())
                .extracting(DeploymentDetails::name)
                .containsExactly("beta");
        assertThat(read.list(ebp, page(9, null, "ALP", "name"), null, null, null)
                        .items())
                .hasSize(1);
        assertThat(read.list(ebp, page(9, null, null, "-created_at"), null, "dedicated", true)
                        .items())
                .extracting(DeploymentDetails::name)
                .containsExactly("beta");
        assertThat(read.list(ebp, page(9, null, null, "name"), AgentId.next(), null, null)
                        .items())
                .isEmpty();
    }

    @Test
    void what_is_resolved_says_where_it_comes_from_and_hides_what_is_the_platforms() {
        var closed = agent("{}").id();
        var made = change.create(ebp, draft("Widget", """
                ,"deployment_mode":"dedicated","config_overlay":{"system_prompt_append":"Parle de LogicielX."},
                 "branding":{"primary_color":"#3B82F6","powered_by":false}"""), null);
        var other = change.create(
                ebp, Json.read("{\"agent_id\":\"" + closed + "\",\"name\":\"x\"}", DeploymentDraft.class), null);

        var resolved = read.resolved(ebp, id(made), false, "fr");
        assertThat(resolved.config().get("system_prompt").level()).isEqualTo("deployment");
        assertThat(String.valueOf(resolved.config().get("system_prompt").value()))
                .startsWith("Tu chiffres.\n\nParle de LogicielX.\n\n")
                .contains("intelligence artificielle");
        assertThat(resolved.branding().get("primary_color"))
                .isEqualTo(new ResolvedDeployment.Value("#3B82F6", "deployment", null));
        assertThat(resolved.branding().get("powered_by"))
                .isEqualTo(new ResolvedDeployment.Value(true, "platform", null));

        var hidden = read.resolved(ebp, id(other), false, "fr").config().get("system_prompt");
        assertThat(hidden).isEqualTo(new ResolvedDeployment.Value(null, "agent", true));
        assertThat(read.resolved(ebp, id(other), true, "fr")
                        .config()
                        .get("system_prompt")
                        .value())
                .asString()
                .startsWith("Tu chiffres.");
        assertThat(deployments.resolved(ebp, id(made)).orElseThrow().systemPrompt())
                .contains("LogicielX");
        assertThat(deployments.resolved(sage, id(made))).isEmpty();
    }

    @Test
    void a_preview_shows_what_would_change_and_changes_nothing() {
        var made = change.create(ebp, draft("Widget", ",\"deployment_mode\":\"dedicated\""), null);

        var preview = read.preview(ebp, id(made), Json.read("""
                {"config_overlay":{"temperature":0.2,"model":"big"},"branding":{"title":"Nouveau"}}""", DeploymentPreview.class), false, "fr");

        assertThat(preview.changes())
                .extracting(ResolvedDeployment.Change::key)
                .containsExactlyInAnyOrder("temperature", "title");
        assertThat(preview.notes()).extracting(ResolvedConfiguration.Note::key).containsExactly("model");
        assertThat(read.get(ebp, id(made))).isEqualTo(made);
        assertThatThrownBy(() -> read.preview(
                        ebp,
                        id(made),
                        Json.read("{\"config_overlay\":{\"x\":1}}", DeploymentPreview.class),
                        false,
                        "fr"))
                .satisfies(is(ProblemCode.INVALID_FIELDS));
    }

    @Test
    void a_deployment_shows_what_it_was_used_for() {
        var made = change.create(ebp, draft("Widget", ""), null);
        var idle = change.create(ebp, draft("Autre", ""), null);
        assertThat(made.sessionsCount()).isZero();
        assertThat(made.lastActivityAt()).isNull();

        var last = Instant.parse("2026-11-02T08:00:00Z");
        take(made, Metric.SESSIONS, 1, last.minusSeconds(90_000));
        take(made, Metric.SESSIONS, 1, last.minusSeconds(60));
        take(made, Metric.MESSAGES, 3, last);
        take(made, Metric.MESSAGES, 2, last.minusSeconds(60));

        var used = read.get(ebp, id(made));
        assertThat(used.sessionsCount()).isEqualTo(2);
        assertThat(used.messagesCount()).isEqualTo(5);
        assertThat(used.lastActivityAt()).isEqualTo(last);
        assertThat(read.list(ebp, page(10, null, null, "name"), null, null, null)
                        .items())
                .containsExactly(idle, used);
    }

    private void take(DeploymentDetails deployment, Metric metric, long quantity, Instant at) {
        var counted = new Wiring();
        counted.inTenant(
                ebp,
                () -> counted.get(Quotas.class)
                        .take(
                                ebp,
                                new Usage(
                                        metric,
                                        quantity,
                                        at,
                                        collection(),
                                        id(deployment).value(),
                                        null,
                                        null,
                                        null)));
    }

    private static PageRequest page(int limit, String cursor, String search, String sort) {
        return PageRequest.of(limit, cursor, search, sort, ReadDeployments.SORTS, "name");
    }
}
