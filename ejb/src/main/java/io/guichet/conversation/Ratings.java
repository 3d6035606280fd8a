package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How visitors found their conversations: once each, and changed by whoever gave it. */
@UseCase
@Stateless
public class Ratings {

    private static final int LONGEST_COMMENT = 1_000;

    @PersistenceContext
    EntityManager em;

    @Inject
    Sessions sessions;

    @Inject
    ReadableConversations readable;

    @Inject
    Clock clock;

    /**
     * Rates the visitor's conversation, or changes what the same session said of it before.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONFLICT} where nothing was said yet, or another session has rated it
     */
    public RatingView rate(Token session, NewRating rating, String correlation) {
        var score = rating.score();
        var comment = rating.comment() == null || rating.comment().isBlank()
                ? null
                : rating.comment().strip();
        new FieldErrors()
                .check(score != null && score >= 1 && score <= 5, "score", "is 1 to 5")
                .check(
                        PlainText.isAtMost(comment, LONGEST_COMMENT) && PlainText.isClean(comment, true),
                        "comment",
                        "is at most " + LONGEST_COMMENT + " characters, and no control characters")
                .throwIfAny();
        var visit = sessions.open(session, correlation);
        var now = clock.instant();
        var written = em.createNativeQuery("""
                        insert into ratings (tenant_id, conversation_id, session_id, score, comment, created_at, updated_at)
                        select c.tenant_id, c.id, s.id, :score, cast(:comment as text), :now, :now
                          from conversations c join sessions s on s.tenant_id = c.tenant_id and s.conversation_id = c.id
                         where c.id = :conversation and c.started_at is not null and s.secret_hash = :hash
                        on conflict (tenant_id, conversation_id) do update
                           set score = excluded.score, comment = excluded.comment, updated_at = excluded.updated_at
                         where ratings.session_id = excluded.session_id""")
                .setParameter("score", score)
                .setParameter("comment", comment)
                .setParameter("now", Timestamp.from(now))
                .setParameter("conversation", visit.conversation().value())
                .setParameter("hash", session.hash())
                .executeUpdate();
        if (written == 0) {
            throw new GuichetException(
                    ProblemCode.CONFLICT, "Nothing was said here yet, or it was rated where it was opened before.");
        }
        return find(visit.context().tenant().value(), visit.conversation()).orElseThrow();
    }

    /**
     * What was said of the visitor's conversation, and by whichever of its sessions.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}
     */
    public Optional<RatingView> ofSession(Token session, String correlation) {
        var visit = sessions.open(session, correlation);
        return find(visit.context().tenant().value(), visit.conversation());
    }

    /**
     * What its visitor said of a conversation.
     *
     * @throws GuichetException {@link ProblemCode#CONVERSATION_NOT_FOUND}
     */
    public Optional<RatingView> of(CallContext context, ConversationId conversation) {
        context.require(Permission.READ_CONVERSATIONS);
        readable.find(context, conversation);
        return find(context.tenant().value(), conversation);
    }

    private Optional<RatingView> find(UUID tenant, ConversationId conversation) {
        List<?> found = em.createNativeQuery("""
                        select score, comment, created_at, updated_at from ratings
                         where tenant_id = :tenant and conversation_id = :conversation""", Object[].class)
                .setParameter("tenant", tenant)
                .setParameter("conversation", conversation.value())
                .getResultList();
        return found.stream().findFirst().map(one -> {
            var row = (Object[]) one;
            return new RatingView(((Number) row[0]).intValue(), (String) row[1], instant(row[2]), instant(row[3]));
        });
    }

    private static Instant instant(Object value) {
        return value instanceof Timestamp stamp ? stamp.toInstant() : (Instant) value;
    }

    /**
     * @param score 1 to 5; 5 is the best
     * @param comment at most 1,000 characters, or null
     */
    public record NewRating(
            @Nullable Integer score, @Nullable String comment) {}

    /**
     * @param score 1 to 5; 5 is the best
     * @param comment in the visitor's words, or null
     * @param updatedAt when he last changed it
     */
    public record RatingView(int score, @Nullable String comment, Instant createdAt, Instant updatedAt) {}
}
