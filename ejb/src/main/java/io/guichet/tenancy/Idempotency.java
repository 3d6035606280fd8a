package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.function.Function;
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
        return once(own(context), operation, key, request, answerType, action);
    }

    /** Whether something was done under this key. What is being done at this moment is not known yet. */
    public boolean knows(CallContext context, String operation, @Nullable String key) {
        return key != null
                && query(
                                        own(context),
                                        "select 1 from %s where %s = :owner and operation = :operation and key = :key",
                                        operation,
                                        key)
                                .getResultList()
                                .size()
                        > 0;
    }

    /** Lets something be done again under its key: what was done is no more. */
    public void forget(CallContext context, String operation, @Nullable String key) {
        if (key != null) {
            query(
                            own(context),
                            "delete from %s where %s = :owner and operation = :operation and key = :key",
                            operation,
                            key)
                    .executeUpdate();
        }
    }

    private Owner own(CallContext context) {
        return new Owner(
                "idempotency_keys",
                "tenant_id",
                context.tenant().value(),
                answer -> secrets.seal(context, answer),
                box -> secrets.open(context, box));
    }

    /**
     * The same for somebody who runs the platform: keys are his own.
     *
     * @throws GuichetException {@link ProblemCode#IDEMPOTENCY_KEY_REUSED} if the key came with another request
     */
    public <T> T once(
            PlatformCaller caller,
            String operation,
            @Nullable String key,
            Object request,
            Class<T> answerType,
            Supplier<T> action) {
        var owner = new Owner(
                "platform_idempotency_keys",
                "actor",
                caller.actor().text(),
                answer -> secrets.seal(caller, answer),
                box -> secrets.open(caller, box));
        return once(owner, operation, key, request, answerType, action);
    }

    private <T> T once(
            Owner owner,
            String operation,
            @Nullable String key,
            Object request,
            Class<T> answerType,
            Supplier<T> action) {
        if (key == null) {
            return action.get();
        }
        if (key.isBlank() || key.length() > 200 || key.indexOf('\0') >= 0) {
            throw new GuichetException(ProblemCode.BAD_REQUEST, "Idempotency-Key has 1 to 200 characters.");
        }
        var hash = new Token(Json.writeShort(request)).hash();
        var inserted = query(owner, """
                        insert into %s (%s, operation, key, request_hash, created_at)
                        values (:owner, :operation, :key, :hash, :now) on conflict do nothing""", operation, key)
                .setParameter("hash", hash)
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        if (inserted == 0) {
            return Json.read(first(owner, operation, key, hash), answerType);
        }
        var answer = action.get();
        query(
                        owner,
                        "update %s set answer = :answer where %s = :owner and operation = :operation and key = :key",
                        operation,
                        key)
                .setParameter("answer", owner.seal().apply(Json.write(answer)))
                .executeUpdate();
        return answer;
    }

    private String first(Owner owner, String operation, String key, byte[] hash) {
        var row = (Object[]) query(
                        owner,
                        "select request_hash, answer from %s"
                                + " where %s = :owner and operation = :operation and key = :key",
                        operation,
                        key)
                .getSingleResult();
        if (!Arrays.equals(hash, (byte[]) row[0])) {
            throw new GuichetException(
                    ProblemCode.IDEMPOTENCY_KEY_REUSED, "This Idempotency-Key came with another request before.");
        }
        return owner.open().apply((byte[]) row[1]);
    }

    private Query query(Owner owner, String sql, String operation, String key) {
        return em.createNativeQuery(sql.formatted(owner.table(), owner.column()))
                .setParameter("owner", owner.id())
                .setParameter("operation", operation)
                .setParameter("key", key);
    }

    /** Whose keys, and how their answers are kept. */
    private record Owner(
            String table, String column, Object id, Function<String, byte[]> seal, Function<byte[], String> open) {}
}
