package io.guichet.knowledge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Removes vectors of sentences that the tenant no longer has: what was deleted is gone in every form. */
@UseCase
@Stateless
public class ForgetVectors {

    @PersistenceContext
    EntityManager em;

    /**
     * @return how many sentences
     */
    public int of(CallContext context) {
        var tenant = context.tenant().value();
        var kept = em.createNativeQuery(
                        "select distinct phrase from phrase_vectors where tenant_id = :tenant", byte[].class)
                .setParameter("tenant", tenant)
                .getResultList();
        if (kept.isEmpty()) {
            return 0;
        }
        var said = said(context);
        var forgotten = 0;
        for (var phrase : kept) {
            if (!said.contains(ByteBuffer.wrap((byte[]) phrase))) {
                forgotten += em.createNativeQuery(
                                "delete from phrase_vectors where tenant_id = :tenant and phrase = :phrase")
                        .setParameter("tenant", tenant)
                        .setParameter("phrase", phrase)
                        .executeUpdate();
            }
        }
        return forgotten;
    }

    /** By their hashes. */
    private Set<ByteBuffer> said(CallContext context) {
        var said = new HashSet<ByteBuffer>();
        texts(context, "select question from learned_answers where tenant_id = :tenant")
                .forEach(t -> add(said, t));
        texts(context, "select question from frequent_questions where tenant_id = :tenant")
                .forEach(t -> add(said, t));
        for (var list : List.of(
                texts(context, "select variants from frequent_questions where tenant_id = :tenant"),
                texts(context, "select examples from intents where tenant_id = :tenant"))) {
            list.forEach(json ->
                    Json.read(json, new TypeReference<List<String>>() {}).forEach(t -> add(said, t)));
        }
        return said;
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(CallContext context, String sql) {
        return em.createNativeQuery(sql, String.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }

    private static void add(Set<ByteBuffer> said, String text) {
        said.add(ByteBuffer.wrap(KnownRows.hash(text)));
    }
}
