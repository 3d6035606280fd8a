package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The companies that have Guichet, their members and their keys. */
@UseCase
@Stateless
public class Tenants {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    PlatformKey platform;

    @Inject
    KeyCabinet keys;

    @Inject
    Clock clock;

    /** All tenants that are active. For the platform: what works across tenants begins here. */
    public List<TenantView> active() {
        scope.platform();
        return em.createQuery("from Tenant t where t.status = 'active' order by t.slug", Tenant.class)
                .getResultStream()
                .map(Tenant::view)
                .toList();
    }

    /** Every tenant, whatever its state: what is forgotten by age is forgotten of all. */
    public List<TenantId> all(PlatformCaller caller) {
        return em.createQuery("select t.id from Tenant t order by t.id", UUID.class)
                .getResultStream()
                .map(TenantId::new)
                .toList();
    }

    public Optional<TenantView> bySlug(String slug) {
        scope.platform();
        return em.createQuery("from Tenant t where t.slug = :slug", Tenant.class)
                .setParameter("slug", slug)
                .getResultStream()
                .findFirst()
                .map(Tenant::view);
    }

    /** The tenant of the context. */
    public TenantView get(CallContext context) {
        return em.find(Tenant.class, context.tenant().value()).view();
    }

    /** Whether the tenant of the context was deleted: nothing goes out for it any more. */
    public boolean isDeleted(CallContext context) {
        return em.find(Tenant.class, context.tenant().value()).status.equals("deleted");
    }

    /** Whether the tenant of the context was deleted before a time. */
    public boolean deletedBefore(CallContext context, Instant time) {
        var deletedAt = em.find(Tenant.class, context.tenant().value()).deletedAt;
        return deletedAt != null && deletedAt.isBefore(time);
    }

    /** A member by what the tenant calls it. */
    public Optional<MemberView> memberByExternalId(CallContext context, String externalId) {
        return em.createQuery(
                        "from Member m where m.tenantId = :tenant and m.externalId = :id and m.active", Member.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("id", externalId)
                .getResultStream()
                .findFirst()
                .map(Member::view);
    }

    /** A member who may still act. */
    public Optional<MemberView> member(CallContext context, MemberId id) {
        return Optional.ofNullable(em.find(Member.class, id.value()))
                .filter(m -> m.active)
                .map(Member::view);
    }

    /** The member that a user is in the tenant of the context. */
    public Optional<MemberView> memberOf(CallContext context, UserId user) {
        return em.createQuery(
                        "from Member m where m.tenantId = :tenant and m.userId = :user and m.active", Member.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("user", user.value())
                .getResultStream()
                .findFirst()
                .map(Member::view);
    }

    /** Adds a tenant, with a key of its own for its secrets. */
    public TenantView add(String slug, String name, String kind) {
        var id = TenantId.next();
        scope.enter(id);
        var tenant = new Tenant(id, slug, name, kind, platform.newDataKey(id.toString()), clock.instant());
        em.persist(tenant);
        return tenant.view();
    }

    /** Gives the tenant a key. It is returned once; only its hash is kept. */
    public Token addApiKey(CallContext context) {
        return keys.add(context, null);
    }

    /** Ends a key at once. */
    public boolean revokeApiKey(CallContext context, Token key) {
        return keys.revoke(context, key);
    }

    /** Makes an account for a subject of the identity provider, or leaves the one that is there. */
    public void addUser(UserId id, String email, String name) {
        if (em.find(UserAccount.class, id.value()) == null) {
            em.persist(new UserAccount(id, email, name, clock.instant()));
        }
    }

    /** Gives a user a place in the tenant. Who has no permission of a craftsman's is there to run it. */
    public MemberView addMember(
            CallContext context,
            UserId user,
            String externalId,
            String name,
            @Nullable String branding,
            List<String> permissions) {
        var member = new Member(context.tenant(), user, externalId, name, permissions, clock.instant());
        member.branding = branding;
        member.administers = permissions.isEmpty();
        em.persist(member);
        return member.view();
    }
}
