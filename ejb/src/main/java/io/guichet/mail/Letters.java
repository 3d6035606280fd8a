package io.guichet.mail;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.tenancy.Secrets;
import io.guichet.work.Work;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Locale;

/** Letters that are to be sent. */
@ApplicationScoped
public class Letters {

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /**
     * Writes a letter in the running transaction; it is sent once that has committed. One about the same thing to the
     * same address was written already: then this one is not.
     */
    public void write(CallContext context, Letter letter) {
        var id = LetterId.next();
        var written = em.createNativeQuery("""
                        insert into letters (id, tenant_id, about, address_hash, content, created_at)
                        values (:id, :tenant, :about, :address, :content, :now)
                        on conflict (tenant_id, about, address_hash) do nothing""")
                .setParameter("id", id.value())
                .setParameter("tenant", context.tenant().value())
                .setParameter("about", letter.about())
                .setParameter(
                        "address",
                        secrets.mark(context, "letter", letter.to().strip().toLowerCase(Locale.ROOT))
                                .hash())
                .setParameter("content", secrets.seal(context, Json.write(letter)))
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        if (written == 1) {
            work.schedule(context, SendLetter.TYPE, id.toString(), id.toString());
        }
    }
}
