package io.guichet.conversation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;

/**
 * What a visitor says in one tab or on one device is shown by his others at once. After the commit, together with the
 * drafts: a notice within the transaction would have all visitors' messages wait for one another, since PostgreSQL commits
 * those that notify one by one. One that is lost is read with the next.
 */
@ApplicationScoped
class TellOtherTabs {

    @Inject
    Drafts drafts;

    void spoke(@Observes(during = TransactionPhase.AFTER_SUCCESS) VisitorSpoke message) {
        drafts.tell(Notices.spoken(message.conversation(), message.message()));
    }
}
