package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The same request twice is done once. The key is written in the transaction of what it guards: a second request waits
 * for the first, and one that was rolled back leaves nothing.
 */
@ApplicationScoped
public class Idempotency {

    @PersistenceContext
    EntityManager em;

    @Inject
    Secrets secrets;

    @Inject
    Clock clock;

    /**
     * Does something once per key, or gives the first answer again.
     *
     * @param operation what is done, e.g. {@code sessions.create-link}: keys of different operations do not meet
     * @param key the caller's, 1 to 200 characters; null where it sent none, and then it is simply done
     * @param request what was asked, to tell whether it is the same
     * @throws GuichetException {@link ProblemCode#IDEMPOTENCY_KEY_REUSED} if the key came with another request
     */
    public <T> T once(
            CallContext context,
            String operation,
            @Nullable String key,
            Object request,
            Class<T> answerType,
            Supplier<T> action) {
        if (key == null) {
            return action.get();
        }
        if (key.isBlank() || key.length() > 200) {
            throw new GuichetException(ProblemCode.BAD_REQUEST, "Idempotency-Key has 1 to 200 characters.");
        }
        var hash = new Token(Json.write(request)).hash();
        var inserted = em.createNativeQuery("""
                        insert into idempotency_keys (tenant_id, operation, key, request_hash, created_at)
                        values (:tenant, :operation, :key, :hash, :now) on conflict do nothing""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("operation", operation)
                .setParameter("key", key)
                .setParameter("hash", hash)
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        if (inserted == 0) {
            return Json.read(first(context, operation, key, hash), answerType);
        }
        var answer = action.get();
        em.createNativeQuery("update idempotency_keys set answer = :answer"
                        + " where tenant_id = :tenant and operation = :operation and key = :key")
                .setParameter("answer", secrets.seal(context, Json.write(answer)))
                .setParameter("tenant", context.tenant().value())
                .setParameter("operation", operation)
                .setParameter("key", key)
                .executeUpdate();
        return answer;
    }

    private String first(CallContext context, String operation, String key, byte[] hash) {
        var row = (Object[]) em.createNativeQuery("select request_hash, answer from idempotency_keys"
                        + " where tenant_id = :tenant and operation = :operation and key = :key")
                .setParameter("tenant", context.tenant().value())
                .setParameter("operation", operation)
                .setParameter("key", key)
                .getSingleResult();
        if (!Arrays.equals(hash, (byte[]) row[0])) {
            throw new GuichetException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another request before.");
        }
        return secrets.open(context, (byte[]) row[1]);
    }
}
