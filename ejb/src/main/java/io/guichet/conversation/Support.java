package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;

/** When people of a tenant are there, when they are called, and how often in a row their agent did not understand. */
@UseCase
@Stateless
public class Support {

    @PersistenceContext
    EntityManager em;

    @Inject
    SupportRows rows;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** What holds for the tenant: its own settings, or the usual ones. */
    public SupportSettings settings(CallContext context) {
        return rows.of(context);
    }

    /**
     * Replaces all of them.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}
     */
    public SupportSettings replace(CallContext context, SupportSettings settings) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        settings.check();
        var wanted = new SupportSettings(
                settings.hours().sorted(),
                settings.keywords().stream().map(String::strip).distinct().toList(),
                settings.misunderstandings(),
                settings.confidence(),
                settings.anger());
        var before = rows.of(context);
        rows.write(context, wanted, clock.instant());
        audit.record(context, "support.updated", context.tenant().toString(), before, wanted);
        return wanted;
    }

    /**
     * Notes, as a part of the reply's transaction, whether the agent understood what was said last.
     *
     * @return how many messages in a row it did not understand by now
     */
    public int understood(CallContext context, ConversationId conversation, boolean understood) {
        var sql = understood
                ? "update conversations set misunderstood = 0 where id = :id and misunderstood > 0"
                : "update conversations set misunderstood = misunderstood + 1 where id = :id";
        em.createNativeQuery(sql).setParameter("id", conversation.value()).executeUpdate();
        return understood
                ? 0
                : ((Number) em.createNativeQuery("select misunderstood from conversations where id = :id")
                                .setParameter("id", conversation.value())
                                .getSingleResult())
                        .intValue();
    }
}
