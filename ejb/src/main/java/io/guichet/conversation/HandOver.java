package io.guichet.conversation;

import io.guichet.tenancy.MemberId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A conversation that a person has to go on with: queued, perhaps assigned, taken, then given back to the agent or closed.
 * One at a time per conversation. Whoever changes it holds the conversation's row.
 */
@Entity
@Table(name = "hand_overs")
class HandOver {

    @Id
    UUID id;

    @Column(name = "tenant_id")
    UUID tenantId;

    @Column(name = "conversation_id")
    UUID conversationId;

    @Column(name = "deployment_id")
    UUID deploymentId;

    @Column(name = "member_id")
    @Nullable
    UUID memberId;

    String reason;

    String state = HandOverState.QUEUED.wireName();

    @Nullable
    String assignee;

    @Column(name = "assignee_member_id")
    @Nullable
    UUID assigneeMemberId;

    @Column(name = "assignee_name")
    @Nullable
    String assigneeName;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Column(name = "assigned_at")
    @Nullable
    Instant assignedAt;

    @Column(name = "taken_at")
    @Nullable
    Instant takenAt;

    @Column(name = "first_reply_at")
    @Nullable
    Instant firstReplyAt;

    @Column(name = "ended_at")
    @Nullable
    Instant endedAt;

    @SuppressWarnings("NullAway.Init")
    protected HandOver() {}

    HandOver(Conversation conversation, String reason, Instant now) {
        this.id = HandOverId.next().value();
        this.tenantId = conversation.tenantId;
        this.conversationId = conversation.id;
        this.deploymentId = conversation.deploymentId;
        this.memberId = conversation.memberId;
        this.reason = reason;
        this.requestedAt = now;
    }

    HandOverState state() {
        return HandOverState.parse(state).orElseThrow();
    }

    boolean isOpen() {
        return HandOverState.OPEN.contains(state());
    }

    boolean isWith(Person person) {
        return assignee != null && assignee.startsWith(person.sameActors());
    }

    void assign(Person person, Instant now) {
        state = HandOverState.ASSIGNED.wireName();
        give(person);
        assignedAt = now;
    }

    void take(Person person, Instant now) {
        state = HandOverState.WITH_PERSON.wireName();
        give(person);
        if (takenAt == null) {
            takenAt = now;
        }
    }

    /** Whoever had it has no place here any more. */
    void queueAgain() {
        state = HandOverState.QUEUED.wireName();
        assignee = null;
        assigneeMemberId = null;
        assigneeName = null;
        assignedAt = null;
    }

    void end(HandOverState how, Instant now) {
        state = how.wireName();
        endedAt = now;
    }

    private void give(Person person) {
        assignee = person.actor();
        assigneeMemberId = person.member() == null ? null : person.member().value();
        assigneeName = person.name();
    }

    HandOverView view() {
        return new HandOverView(
                new HandOverId(id),
                new ConversationId(conversationId),
                memberId == null ? null : new MemberId(memberId),
                reason,
                state(),
                assigneeName == null
                        ? null
                        : new HandOverView.Assignee(
                                assigneeMemberId == null ? null : new MemberId(assigneeMemberId), assigneeName),
                requestedAt,
                assignedAt,
                takenAt,
                firstReplyAt,
                endedAt);
    }
}
