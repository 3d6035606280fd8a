package io.guichet.knowledge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Known sentences and their vectors as the database has them, each look in a short transaction of its own; and how often
 * an answer was given.
 */
@UseCase
@Stateless
public class KnownRows {

    @PersistenceContext
    EntityManager em;

    @Inject
    Clock clock;

    /** What changes when something known changes. */
    public Versions versions(CallContext context, @Nullable AgentId agent) {
        var row = (Object[]) em.createNativeQuery("""
                        select coalesce((select version from knowledge_versions where tenant_id = :tenant), 0),
                               coalesce((select version from agent_knowledge_versions where agent_id = cast(cast(:agent as text) as uuid)), 0)""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("agent", agent == null ? null : agent.value().toString())
                .getSingleResult();
        return new Versions(((Number) row[0]).longValue(), ((Number) row[1]).longValue());
    }

    /** What a deployment learned. */
    public List<KnownShelf.Entry> learned(CallContext context, DeploymentId deployment) {
        return em.createQuery(
                        "from LearnedAnswer a where a.tenantId = :tenant and a.deploymentId = :deployment and a.active"
                                + " order by a.id",
                        LearnedAnswer.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("deployment", deployment.value())
                .getResultStream()
                .map(a -> new KnownShelf.Entry(
                        a.id().toString(), a.id, a.locale, phrases(a.question, null), a.answer, false))
                .toList();
    }

    /** What an agent took over. */
    public List<KnownShelf.Entry> promoted(CallContext context, AgentId agent) {
        return em.createQuery(
                        "from PromotedAnswer a where a.agentId = :agent and a.state = 'approved' order by a.id",
                        PromotedAnswer.class)
                .setParameter("agent", agent.value())
                .getResultStream()
                .map(a -> new KnownShelf.Entry(
                        a.id().toString(), a.id, a.locale, phrases(a.question, null), a.answer, false))
                .toList();
    }

    /** A tenant's own frequent questions, also those that are switched off: they stand for the sector's of their name. */
    public List<Own> frequent(CallContext context, String sector) {
        return em.createQuery(
                        "from FrequentQuestion q where q.tenantId = :tenant and q.sector = :sector order by q.id",
                        FrequentQuestion.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("sector", sector)
                .getResultStream()
                .map(q -> new Own(
                        q.name,
                        q.active,
                        new KnownShelf.Entry(
                                q.id().toString(), q.id, q.locale, phrases(q.question, q.variants), q.answer, false)))
                .toList();
    }

    /** A tenant's own intents, the same. */
    public List<Own> intents(CallContext context, String sector) {
        return em.createQuery(
                        "from Intent i where i.tenantId = :tenant and i.sector = :sector order by i.id", Intent.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("sector", sector)
                .getResultStream()
                .map(i -> new Own(
                        i.name,
                        i.active,
                        new KnownShelf.Entry(i.name, null, i.locale, phrases(null, i.examples), i.answer, i.escalates)))
                .toList();
    }

    private static List<KnownShelf.Phrase> phrases(@Nullable String one, @Nullable String others) {
        return Stream.concat(
                        Stream.ofNullable(one),
                        others == null
                                ? Stream.empty()
                                : Json.read(others, new TypeReference<List<String>>() {}).stream())
                .map(KnownShelf.Phrase::of)
                .toList();
    }

    /** Counts that an answer was given, in the transaction of the reply that says it. */
    public void given(CallContext context, KnownAnswer answer) {
        if (answer.key() == null) {
            return;
        }
        var sql = switch (answer.kind()) {
            case LEARNED ->
                "update learned_answers set hits = hits + 1, last_hit_at = :now where tenant_id = :tenant and id = :id";
            case FREQUENT ->
                "update frequent_questions set hits = hits + 1, last_hit_at = :now"
                        + " where tenant_id = :tenant and id = :id";
            case LEARNED_MASTER ->
                "insert into promoted_answer_hits (tenant_id, promoted_answer_id, hits, last_hit_at)"
                        + " values (:tenant, :id, 1, :now) on conflict (tenant_id, promoted_answer_id)"
                        + " do update set hits = promoted_answer_hits.hits + 1, last_hit_at = excluded.last_hit_at";
        };
        em.createNativeQuery(sql)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", answer.key())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
    }

    /** Those vectors of texts that are kept. */
    public Map<String, float[]> vectors(CallContext context, boolean common, String model, Collection<String> texts) {
        var names = new HashMap<ByteBuffer, String>();
        texts.forEach(text -> names.put(ByteBuffer.wrap(hash(text)), text));
        var sql = common
                ? "select phrase, vector from common_phrase_vectors where model = ? and phrase = any(?)"
                : "select phrase, vector from phrase_vectors where tenant_id = ? and model = ? and phrase = any(?)";
        return em.unwrap(Session.class).doReturningWork(connection -> {
            var found = new HashMap<String, float[]>();
            try (var query = connection.prepareStatement(sql)) {
                var at = 1;
                if (!common) {
                    query.setObject(at++, context.tenant().value());
                }
                query.setString(at++, model);
                query.setArray(
                        at,
                        connection.createArrayOf(
                                "bytea",
                                names.keySet().stream().map(ByteBuffer::array).toArray(byte[][]::new)));
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.put(names.get(ByteBuffer.wrap(row.getBytes(1))), floats(row.getBytes(2)));
                    }
                }
            }
            return found;
        });
    }

    /** Keeps vectors; what is kept already stays. */
    public void keep(CallContext context, boolean common, String model, Map<String, float[]> vectors) {
        var sql = common
                ? "insert into common_phrase_vectors (model, phrase, vector) values (:model, :phrase, :vector)"
                        + " on conflict do nothing"
                : "insert into phrase_vectors (tenant_id, model, phrase, vector)"
                        + " values (:tenant, :model, :phrase, :vector) on conflict do nothing";
        // In one order, so that two who keep the same do not wait for each other in a circle.
        new TreeMap<>(vectors).forEach((text, vector) -> {
            var insert = em.createNativeQuery(sql)
                    .setParameter("model", model)
                    .setParameter("phrase", hash(text))
                    .setParameter("vector", bytes(vector));
            if (!common) {
                insert.setParameter("tenant", context.tenant().value());
            }
            insert.executeUpdate();
        });
    }

    static byte[] hash(String text) {
        return new Token(text).hash();
    }

    private static byte[] bytes(float[] vector) {
        var bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static float[] floats(byte[] bytes) {
        var vector = new float[bytes.length / Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
        return vector;
    }

    /**
     * @param tenant of all that is its own
     * @param agent of what the agent took over
     */
    public record Versions(long tenant, long agent) {}

    /** What a tenant has under a name. */
    record Own(String name, boolean active, KnownShelf.Entry entry) {}
}
