package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * A tenant's part of the nightly proposals. Texts are anonymised outside of transactions, and each answer is proposed in one
 * of its own: a visitor who is given an answer meanwhile does not wait for those that come before it.
 */
@ApplicationScoped
class ProposeDue {

    @Inject
    Promotions promotions;

    /**
     * Never in a transaction.
     *
     * @return how many were proposed
     */
    int of(CallContext context) {
        var waiting = promotions.waiting(context);
        if (waiting.isEmpty()) {
            return 0;
        }
        var names = promotions.names(context);
        var anonymiser = new Anonymiser(names.firms(), names.people());
        var proposed = 0;
        for (var deployment : waiting) {
            for (var due : promotions.due(context, deployment)) {
                if (propose(context, due, anonymiser)) {
                    proposed++;
                }
            }
        }
        return proposed;
    }

    private boolean propose(CallContext context, Promotions.Due due, Anonymiser anonymiser) {
        var question = anonymiser.anonymised(due.question());
        var answer = anonymiser.anonymised(due.answer());
        var copy = question.saysEnough() && answer.saysEnough()
                ? new Promotions.Copy(question.text(), answer.text())
                : null;
        return promotions.propose(context, due, copy);
    }
}
