package io.guichet.conversation;

import io.guichet.billing.Metric;
import io.guichet.billing.Quotas;
import io.guichet.billing.Usage;
import io.guichet.kernel.CallContext;
import io.guichet.tenancy.MemberId;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Counts what visitors say against the tenant's quotas, in the transaction of the message and as its last deed. */
@ApplicationScoped
class Meter {

    private static final String START = "update conversations set started_at = ? where id = ? and started_at is null";

    @PersistenceContext
    EntityManager em;

    @Inject
    Quotas quotas;

    /** Starts a conversation in which nobody had said anything. Of two first messages at once one starts it. */
    boolean start(Place place, Instant at) {
        return place.fresh() && begin(place, at);
    }

    /**
     * Counts a visitor's message, and the conversation if it started with it.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#QUOTA_EXCEEDED}; the message may not
     *     be kept
     */
    void count(CallContext context, MessageId message, Instant at, Place place, boolean started) {
        if (started) {
            quotas.take(
                    context,
                    place.usage(
                            Metric.SESSIONS,
                            at,
                            new ConversationId(place.conversation()).toString(),
                            place.maxSessionsDay()));
        }
        quotas.take(context, place.usage(Metric.MESSAGES, at, message.toString(), place.maxMessagesDay()));
    }

    private boolean begin(Place place, Instant at) {
        return em.unwrap(Session.class).doReturningWork(connection -> {
            try (var update = connection.prepareStatement(START)) {
                update.setTimestamp(1, Timestamp.from(at));
                update.setObject(2, place.conversation());
                return update.executeUpdate() == 1;
            }
        });
    }

    /**
     * Where something was said.
     *
     * @param fresh whether nobody had said anything there
     * @param maxSessionsDay of the deployment, or null
     * @param maxMessagesDay of the deployment, or null
     */
    record Place(
            UUID conversation,
            UUID deployment,
            @Nullable UUID member,
            boolean fresh,
            @Nullable Long maxSessionsDay,
            @Nullable Long maxMessagesDay) {

        private Usage usage(Metric metric, Instant at, String source, @Nullable Long dayLimit) {
            return new Usage(
                    metric,
                    1,
                    at,
                    source,
                    deployment,
                    member == null ? null : new MemberId(member),
                    conversation,
                    dayLimit);
        }
    }
}
