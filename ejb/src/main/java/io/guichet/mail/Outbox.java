package io.guichet.mail;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.Permission;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What becomes of a letter: the transactions before and after it is handed over. */
@UseCase
@Stateless
public class Outbox {

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Tenants tenants;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /** A letter that still waits, with the name of the tenant for whom it goes out. */
    public Optional<Outgoing> waiting(CallContext context, LetterId id) {
        context.require(Permission.ACT_FOR_PLATFORM);
        if (tenants.isDeleted(context)) {
            finish(context, id, "failed", "the client was deleted");
            return Optional.empty();
        }
        @SuppressWarnings("unchecked")
        var found = (List<byte[]>)
                em.createNativeQuery("select content from letters where id = :id and status = 'waiting'", byte[].class)
                        .setParameter("id", id.value())
                        .getResultList();
        return found.stream()
                .findFirst()
                .map(box -> new Outgoing(
                        id, tenants.get(context).name(), Json.read(secrets.open(context, box), Letter.class)));
    }

    /** It was accepted by the mail server. What it said is forgotten. */
    public void sent(CallContext context, LetterId id) {
        finish(context, id, "sent", "");
    }

    /** It will never be accepted. What it said is forgotten. */
    public void failed(CallContext context, LetterId id, String reason) {
        finish(context, id, "failed", reason);
    }

    /** Nobody can send it now: looked at again later, however long that takes. */
    public void later(CallContext context, LetterId id, Duration pause) {
        context.require(Permission.ACT_FOR_PLATFORM);
        var at = clock.instant().plus(pause);
        work.schedule(context, SendLetter.TYPE, id + "@" + at.getEpochSecond(), id.toString(), at);
    }

    private void finish(CallContext context, LetterId id, String status, String reason) {
        context.require(Permission.ACT_FOR_PLATFORM);
        em.createNativeQuery("""
                        update letters set status = :status, error = nullif(cast(:reason as text), ''), content = null,
                                           finished_at = :now
                         where id = :id and status = 'waiting'""")
                .setParameter("status", status)
                .setParameter("reason", reason)
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("id", id.value())
                .executeUpdate();
    }

    /**
     * @param sender the name that the letter comes from
     */
    public record Outgoing(LetterId id, String sender, Letter letter) {}
}
