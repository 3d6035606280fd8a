package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import org.jspecify.annotations.Nullable;

/** Whose links are whose: a craftsman's are his own, a tenant's software has all of the tenant's. */
@ApplicationScoped
class LinkRights {

    @PersistenceContext
    EntityManager em;

    @Inject
    Tenants tenants;

    /** The one member for whom the caller acts, or null where it acts for all of the tenant's. */
    @Nullable
    MemberView ownMember(CallContext context) {
        if (context.may(Permission.MANAGE_MEMBERS) || !(context.actor() instanceof Actor.User user)) {
            return null;
        }
        return tenants.memberOf(context, user.id())
                .orElseThrow(() -> new GuichetException(ProblemCode.FORBIDDEN, "You are no member here any more."));
    }

    /**
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND} also for another tenant's or craftsman's
     */
    SessionLink found(CallContext context, LinkId id, LockModeType lock) {
        var own = ownMember(context);
        var link = em.find(SessionLink.class, id.value(), lock);
        if (link == null || (own != null && !own.id().value().equals(link.memberId))) {
            throw new GuichetException(ProblemCode.LINK_NOT_FOUND, "No link of yours has this id.");
        }
        return link;
    }
}
