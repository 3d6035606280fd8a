package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.Agents;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.TenantId;
import io.guichet.knowledge.extraction.Block;
import io.guichet.knowledge.extraction.Extraction;
import io.guichet.knowledge.extraction.Extractor;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Agents and deployments that have collections; an extractor without a process, and a model that knows letters. */
final class KnowledgeFixtures {

    private KnowledgeFixtures() {}

    /** An agent that lets its deployments have a collection; with one of its own where that is named. */
    static AgentId anAgent(Wiring wiring, String collection) {
        var agent = wiring.get(Agents.class)
                .add(
                        new Agents.NewAgent(
                                TestTenants.slug(),
                                "Expert",
                                "artisan",
                                "Bonjour, je suis une IA.",
                                "…",
                                null,
                                "{\"allow_rag_override\":true}"),
                        List.of("shared", "dedicated"));
        if (collection != null) {
            RealPostgres.inTenant(TestTenants.aTenant(wiring).tenant(), c -> {
                try (var statement = c.createStatement()) {
                    statement.execute("select set_config('guichet.platform', 'on', true)");
                    return statement.executeUpdate(
                            "update agents set collection = '" + collection + "' where id = '" + agent.value() + "'");
                }
            });
        }
        return agent;
    }

    static DeploymentId aDeployment(Wiring wiring, CallContext tenant, AgentId agent, String collection) {
        var deployment = wiring.get(Deployments.class)
                .add(tenant, agent, "Le site", "dpl_" + Ids.print("", Ids.next()), "dedicated", null, List.of())
                .id();
        RealPostgres.inTenant(
                tenant.tenant(),
                c -> c.createStatement()
                        .executeUpdate("update agent_deployments set dedicated_collection = '" + collection
                                + "' where id = '" + deployment.value() + "'"));
        return deployment;
    }

    static ReceivedDocument text(String name, String text) {
        return ReceivedDocument.check(name, null, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Models of the vectors that are kept of a tenant's sentences, one for each. */
    static List<String> modelsOfVectors(CallContext context) {
        return RealPostgres.inTenant(context.tenant(), c -> {
            var models = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("select model from phrase_vectors order by model");
            while (rows.next()) {
                models.add(rows.getString(1));
            }
            return models;
        });
    }

    static UUID uuid(DocumentView view) {
        return DocumentId.parse(view.id()).orElseThrow().value();
    }

    /** Each line is a paragraph; « # » begins a heading, and a document that says so is refused. */
    static final class LinesExtractor extends Extractor {

        @Override
        public Extraction extract(String kind, byte[] bytes) {
            var blocks = new ArrayList<Block>();
            for (var line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
                if (line.equals("HOSTILE")) {
                    return new Extraction.Refused("It could not be read within 30 seconds.");
                }
                blocks.add(line.startsWith("# ") ? new Block.Heading(1, line.substring(2)) : new Block.Paragraph(line));
            }
            return new Extraction.Taken(blocks);
        }
    }

    /** Texts are near each other where they share letters. */
    static final class LettersEmbedder implements Embedder {

        volatile String model = "letters/1";
        volatile boolean away;

        /** Who may spend no more today. */
        volatile @Nullable TenantId spent;

        /** Whose each was that it was given together. */
        final List<TenantId> owners = new CopyOnWriteArrayList<>();

        /** What it was given, in order. */
        final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public String model() {
            return model;
        }

        @Override
        public int dimensions() {
            return 32;
        }

        @Override
        public List<float[]> embed(@Nullable CallContext owner, Use use, List<String> texts)
                throws EmbeddingUnavailable {
            if (away) {
                throw new EmbeddingUnavailable("the model is away", null);
            }
            if (owner != null && owner.tenant().equals(spent)) {
                throw new EmbeddingTooDear("the day's ceiling is reached");
            }
            owners.add(owner == null ? DocumentRows.NOBODY : owner.tenant());
            asked.addAll(texts);
            return texts.stream().map(LettersEmbedder::vector).toList();
        }

        private static float[] vector(String text) {
            var vector = new float[32];
            text.toLowerCase(java.util.Locale.ROOT).chars().forEach(c -> vector[c % 32]++);
            double length = 0;
            for (var x : vector) {
                length += x * x;
            }
            for (var i = 0; i < vector.length; i++) {
                vector[i] /= (float) Math.sqrt(length);
            }
            return vector;
        }
    }
}
