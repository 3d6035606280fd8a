package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who goes on with a conversation in the place of its agent. Works in the transaction of a use case. */
@ApplicationScoped
class People {

    @Inject
    Tenants tenants;

    /**
     * Whoever calls. A member has his own name; the tenant's software has the tenant's, unless it says who writes.
     *
     * @param name who writes, where the software says so; or null
     */
    Person caller(CallContext context, @Nullable String name) {
        if (!(context.actor() instanceof Actor.User user)) {
            return new Person(
                    context.actor().text(),
                    null,
                    name == null ? tenants.get(context).name() : name);
        }
        var member = tenants.memberOf(context, user.id());
        var called = user.name().isBlank()
                ? member.map(MemberView::name)
                        .orElseGet(() -> tenants.get(context).name())
                : user.name();
        return new Person(user.text(), member.map(MemberView::id).orElse(null), called);
    }

    /**
     * A member to whom a conversation may be given.
     *
     * @param holder the member that the conversation is held for, or null
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS} where he is none, or
     *     could not read it
     */
    Person member(CallContext context, Optional<MemberId> id, @Nullable MemberId holder) {
        var member = id.flatMap(m -> tenants.member(context, m));
        new FieldErrors()
                .check(member.isPresent(), "member_id", "is a member of yours")
                .check(
                        member.isEmpty()
                                || member.get().administers()
                                || member.get().permissions().canViewAllConversations()
                                || member.get().id().equals(holder),
                        "member_id",
                        "is a member who may read this conversation")
                .throwIfAny();
        var found = member.orElseThrow();
        return new Person(new Actor.User(found.user(), found.name()).text(), found.id(), found.name());
    }
}
