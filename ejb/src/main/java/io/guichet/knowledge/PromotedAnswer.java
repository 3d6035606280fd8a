package io.guichet.knowledge;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An anonymised copy of a learned answer, for its agent. It is proposed, then approved or rejected by a person; what was
 * approved may be withdrawn.
 */
@Entity
@Table(name = "promoted_answers")
class PromotedAnswer {

    @Id
    UUID id;

    @Column(name = "agent_id")
    UUID agentId;

    String state = "proposed";

    String locale;

    String question;

    String answer;

    @Column(name = "proposed_by")
    String proposedBy;

    @Column(name = "proposed_at")
    Instant proposedAt;

    @Column(name = "reviewed_by")
    @Nullable
    String reviewedBy;

    @Column(name = "reviewed_by_name")
    @Nullable
    String reviewedByName;

    @Column(name = "reviewed_at")
    @Nullable
    Instant reviewedAt;

    @Nullable
    String note;

    int version = 1;

    @SuppressWarnings("NullAway.Init")
    protected PromotedAnswer() {}

    PromotedAnswer(UUID agent, String locale, String question, String answer, String proposedBy, Instant now) {
        this.id = PromotedAnswerId.next().value();
        this.agentId = agent;
        this.locale = locale;
        this.question = question;
        this.answer = answer;
        this.proposedBy = proposedBy;
        this.proposedAt = now;
    }

    PromotedAnswerId id() {
        return new PromotedAnswerId(id);
    }
}
