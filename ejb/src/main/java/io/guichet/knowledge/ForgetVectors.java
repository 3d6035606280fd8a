package io.guichet.knowledge;

import com.fasterxml.jackson.core.type.TypeReference;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Removes vectors of sentences that nobody says any more, and those of other models than that of today: what was deleted is
 * gone in every form.
 */
@UseCase
@Stateless
public class ForgetVectors {

    private static final String STALE =
            "(v.model <> ? or not exists (select from unnest(?) as said (phrase) where said.phrase = v.phrase))";

    @PersistenceContext
    EntityManager em;

    /**
     * Of a tenant's own sentences.
     *
     * @param model of today
     * @return how many vectors
     */
    public int of(CallContext context, String model) {
        if (!isKept(context)) {
            return 0;
        }
        return forget(
                "delete from phrase_vectors v where v.tenant_id = ? and " + STALE,
                context.tenant().value(),
                model,
                said(context));
    }

    /** Of what is everybody's: the sectors' own sentences, and what the masters took over. */
    public int common(PlatformCaller caller, String model) {
        return forget("delete from common_phrase_vectors v where " + STALE, null, model, saidByAll());
    }

    private int forget(String sql, @Nullable UUID tenant, String model, Collection<String> said) {
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var delete = connection.prepareStatement(sql)) {
                var at = 1;
                if (tenant != null) {
                    delete.setObject(at++, tenant);
                }
                delete.setString(at++, model);
                delete.setArray(
                        at,
                        connection.createArrayOf(
                                "bytea", said.stream().map(KnownRows::hash).toArray(byte[][]::new)));
                return delete.executeUpdate();
            }
        });
    }

    private boolean isKept(CallContext context) {
        return (boolean) em.createNativeQuery(
                        "select exists (select from phrase_vectors where tenant_id = :tenant)", Boolean.class)
                .setParameter("tenant", context.tenant().value())
                .getSingleResult();
    }

    private Set<String> said(CallContext context) {
        var said = new HashSet<>(texts(context, "select question from learned_answers where tenant_id = :tenant"));
        said.addAll(texts(context, "select question from frequent_questions where tenant_id = :tenant"));
        for (var list : List.of(
                texts(context, "select variants from frequent_questions where tenant_id = :tenant"),
                texts(context, "select examples from intents where tenant_id = :tenant"))) {
            list.forEach(json -> said.addAll(Json.read(json, new TypeReference<List<String>>() {})));
        }
        return said;
    }

    private Set<String> saidByAll() {
        var said = new HashSet<>(
                em.createQuery("select a.question from PromotedAnswer a where a.state = 'approved'", String.class)
                        .getResultList());
        KnownSector.names().stream()
                .map(KnownSector::of)
                .flatMap(sector -> Stream.concat(
                        sector.questions().stream().map(KnownSector.Question::entry),
                        sector.intents().stream().map(KnownSector.SectorIntent::entry)))
                .flatMap(entry -> entry.phrases().stream())
                .forEach(phrase -> said.add(phrase.text()));
        return said;
    }

    @SuppressWarnings("unchecked")
    private List<String> texts(CallContext context, String sql) {
        return em.createNativeQuery(sql, String.class)
                .setParameter("tenant", context.tenant().value())
                .getResultList();
    }
}
