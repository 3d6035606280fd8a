package io.guichet.tenancy;

import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Optional;
import java.util.OptionalInt;
import org.hibernate.exception.ConstraintViolationException;
import org.jspecify.annotations.Nullable;

/** A tenant's members: the craftsmen who are at home there, and its own people. */
@UseCase
@Stateless
public class Members {

    @PersistenceContext
    EntityManager em;

    @Inject
    Audit audit;

    @Inject
    Event<MemberRemoved> removals;

    @Inject
    Clock clock;

    /**
     * Members by name ({@code name}) or by when they came ({@code linked_at}).
     *
     * @param active whether those who are there or those who were removed; null for both
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} where there is no such tenant
     */
    public Page<MemberView> list(CallContext context, PageRequest page, @Nullable Boolean active) {
        context.require(Permission.MANAGE_MEMBERS);
        if (em.find(Tenant.class, context.tenant().value()) == null) {
            throw new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id.");
        }
        var sort = page.sort().equals("name") ? "m.name" : "m.linkedAt";
        var beyond = page.descending() ? "<" : ">";
        var order = page.descending() ? " desc" : "";
        var where = new StringBuilder("from Member m where m.tenantId = :tenant");
        var parameters = new HashMap<String, Object>();
        parameters.put("tenant", context.tenant().value());
        if (active != null) {
            where.append(" and m.active = :active");
            parameters.put("active", active);
        }
        if (!page.search().isEmpty()) {
            where.append(" and (lower(m.name) like :q escape '\\' or lower(m.externalId) like :q escape '\\')");
            parameters.put("q", page.pattern());
        }
        page.after().ifPresent(cursor -> {
            where.append(
                    " and (" + sort + " " + beyond + " :key or (" + sort + " = :key and m.id " + beyond + " :id))");
            parameters.put("key", page.sort().equals("name") ? cursor.key() : cursor.instant());
            parameters.put("id", cursor.id());
        });
        where.append(" order by " + sort + order + ", m.id" + order);
        var query = em.createQuery(where.toString(), Member.class).setMaxResults(page.limit() + 1);
        parameters.forEach(query::setParameter);
        var rows = query.getResultStream().map(Member::view).toList();
        return Page.cut(
                rows,
                page.limit(),
                m -> new Cursor(
                        page.sort().equals("name") ? m.name() : m.linkedAt().toString(), m.id().value()));
    }

    /**
     * A member, also one who was removed.
     *
     * @param reference his id, or the tenant's own name for him
     * @throws GuichetException {@link ProblemCode#MEMBER_NOT_FOUND} also for another tenant's
     */
    public MemberView get(CallContext context, String reference) {
        context.require(Permission.MANAGE_MEMBERS);
        return find(context, reference, false).map(Member::view).orElseThrow(Members::none);
    }

    /**
     * Replaces what a tenant says of a member.
     *
     * @param version the one that is changed; nothing changes whatever is there
     * @throws GuichetException {@link ProblemCode#MEMBER_NOT_FOUND}, {@link ProblemCode#PRECONDITION_FAILED}, {@link
     *     ProblemCode#INVALID_FIELDS}
     */
    public MemberView update(CallContext context, String reference, MemberChange change, OptionalInt version) {
        context.require(Permission.MANAGE_MEMBERS);
        change.check(new FieldErrors()).throwIfAny();
        var member = find(context, reference, true).orElseThrow(Members::none);
        if (version.isPresent() && version.getAsInt() != member.version) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_FAILED, "The member is at version " + member.version + " now.");
        }
        var before = member.view();
        member.name = change.name();
        member.phone = change.phone();
        member.branding = BrandingSchema.kept(change.branding());
        member.permissions = Json.write(change.permissions());
        member.version++;
        audit.record(context, "member.updated", new MemberId(member.id).toString(), before, member.view());
        return member.view();
    }

    /**
     * Ends a member's place in the tenant at once: his links, his sessions, his own access.
     *
     * @throws GuichetException {@link ProblemCode#MEMBER_NOT_FOUND} also where he was removed before
     */
    public void remove(CallContext context, String reference) {
        context.require(Permission.MANAGE_MEMBERS);
        var member = find(context, reference, true).orElseThrow(Members::none);
        var before = member.view();
        member.leave(clock.instant());
        var id = new MemberId(member.id);
        // The trail last: who holds it waits for nothing that somebody holds who waits for it.
        removals.fire(new MemberRemoved(context, id));
        audit.record(context, "member.removed", id.toString(), before, member.view());
    }

    /**
     * Gives a craftsman a place in the tenant, or gives him back the one that he had. For the platform, once he agreed.
     *
     * @param itself how he is called where the tenant does not say
     * @throws GuichetException {@link ProblemCode#CONFLICT} if he is a member, or another member has the external id
     */
    public MemberView join(CallContext context, UserId user, String itself, NewMember as) {
        return join(context, user, itself, as, false);
    }

    /**
     * The same for somebody who may be there to run the tenant.
     *
     * @param administers whether the role client_admin counts here
     */
    public MemberView join(CallContext context, UserId user, String itself, NewMember as, boolean administers) {
        context.require(Permission.ACT_FOR_PLATFORM);
        if (isTaken(context, as.externalId())) {
            throw new GuichetException(ProblemCode.CONFLICT, "Another member has this external_id.");
        }
        var member = em.createQuery("from Member m where m.tenantId = :tenant and m.userId = :user", Member.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("user", user.value())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst();
        if (member.isPresent() && member.get().active) {
            throw new GuichetException(ProblemCode.CONFLICT, "The account is a member here already.");
        }
        var called = as.name() == null ? (itself.isBlank() ? as.externalId() : itself) : as.name();
        var joined = member.orElseGet(
                () -> new Member(context.tenant(), user, as.externalId(), called, as.permissions(), clock.instant()));
        joined.join(as, called, administers, clock.instant());
        if (member.isPresent()) {
            joined.version++;
        } else {
            em.persist(joined);
        }
        flush();
        return joined.view();
    }

    /** Whether an active member has this name. */
    public boolean isTaken(CallContext context, String externalId) {
        return !em.createQuery(
                        "select m.id from Member m where m.tenantId = :tenant and m.externalId = :id and m.active")
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", externalId)
                .getResultList()
                .isEmpty();
    }

    /** Two at once: the second is told by the database. */
    private void flush() {
        try {
            em.flush();
        } catch (ConstraintViolationException e) {
            throw new GuichetException(ProblemCode.CONFLICT, "The account, or the external_id, is a member's already.");
        }
    }

    /** Who is active comes before who was removed. */
    private Optional<Member> find(CallContext context, String reference, boolean toChange) {
        var id = MemberId.parse(reference);
        if (id.isPresent()) {
            var mode = toChange ? LockModeType.PESSIMISTIC_WRITE : LockModeType.NONE;
            return Optional.ofNullable(em.find(Member.class, id.get().value(), mode))
                    .filter(m -> m.tenantId.equals(context.tenant().value()))
                    .filter(m -> !toChange || m.active);
        }
        var query = em.createQuery(
                        "from Member m where m.tenantId = :tenant and m.externalId = :id"
                                + (toChange ? " and m.active" : "")
                                + " order by m.active desc, m.linkedAt desc",
                        Member.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", reference)
                .setMaxResults(1);
        if (toChange) {
            query.setLockMode(LockModeType.PESSIMISTIC_WRITE);
        }
        return query.getResultStream().findFirst();
    }

    private static GuichetException none() {
        return new GuichetException(ProblemCode.MEMBER_NOT_FOUND, "No member of yours is called so.");
    }

    /**
     * @param phone where his customers may call, or null for none
     * @param branding JSON, or null for none
     */
    public record MemberChange(
            String name, @Nullable String phone, @Nullable String branding, MemberPermissions permissions) {

        /** Without a phone. */
        public MemberChange(String name, @Nullable String branding, MemberPermissions permissions) {
            this(name, null, branding, permissions);
        }

        FieldErrors check(FieldErrors errors) {
            errors.check(NewMember.isName(name), "name", "is 1 to " + NewMember.LONGEST_NAME + " characters")
                    .check(phone == null || NewMember.isPhone(phone), "phone", NewMember.PHONE_RULE);
            BrandingSchema.checked(branding, errors);
            return permissions.check(errors);
        }
    }
}
