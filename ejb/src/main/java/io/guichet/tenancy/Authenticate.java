package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the call context at the edges: who is calling, for which tenant, and what they may do there. */
@UseCase
@Stateless
public class Authenticate {

    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    private static final Set<Permission> OF_A_TENANT = EnumSet.of(
            Permission.CREATE_SESSIONS,
            Permission.READ_CONVERSATIONS,
            Permission.READ_ALL_MEMBERS,
            Permission.ERASE_FILES,
            Permission.MANAGE_WEBHOOKS,
            Permission.MANAGE_PRICES,
            Permission.MANAGE_DEPLOYMENTS,
            Permission.MANAGE_MEMBERS,
            Permission.MANAGE_KEYS,
            Permission.READ_USAGE,
            Permission.MANAGE_SUBSCRIPTION,
            Permission.READ_AUDIT);

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    /**
     * A tenant's own software. Nothing for a key that is unknown, revoked or expired, or whose tenant is not active.
     *
     * @param address where it calls from; null where nobody knows
     */
    public Optional<CallContext> byApiKey(Token key, String correlation, @Nullable String address) {
        scope.present(key);
        var found = em.createQuery("from ApiKey k where k.keyHash = :hash and k.revokedAt is null", ApiKey.class)
                .setParameter("hash", key.hash())
                .getResultStream()
                .findFirst();
        var now = clock.instant();
        if (found.isEmpty() || !found.get().isLive(now)) {
            return Optional.empty();
        }
        var tenant = new TenantId(found.get().tenantId);
        scope.enter(tenant);
        noteUse(found.get(), now);
        return active(tenant)
                .map(t -> new CallContext(tenant, new Actor.Software(key.hint()), OF_A_TENANT, correlation, address));
    }

    /** At most once a minute, and never waiting for another request that does the same. */
    private void noteUse(ApiKey key, Instant now) {
        var before = now.minus(BETWEEN_NOTES);
        if (key.lastUsedAt != null && key.lastUsedAt.isAfter(before)) {
            return;
        }
        em.createNativeQuery("""
                        update api_keys set last_used_at = :now where id in (
                            select id from api_keys
                             where id = :id and (last_used_at is null or last_used_at <= :before)
                               for update skip locked)""")
                .setParameter("now", Timestamp.from(now))
                .setParameter("before", Timestamp.from(before))
                .setParameter("id", key.id)
                .executeUpdate();
    }

    /** Where a user who signed in may act: tenants that are active, by name. */
    public List<Membership> memberships(UserId user) {
        scope.signedIn(user);
        return em.createQuery(
                        "select m, t from Member m join Tenant t on t.id = m.tenantId"
                                + " where m.userId = :user and m.active and t.status = 'active' order by t.name",
                        Object[].class)
                .setParameter("user", user.value())
                .getResultStream()
                .map(row -> new Membership(((Tenant) row[1]).view(), ((Member) row[0]).view()))
                .toList();
    }

    /**
     * A user who signed in, in one of the tenants that the member table gives him.
     *
     * @param roles the identity provider's
     * @return nothing where he is no member there
     */
    public Optional<CallContext> byMembership(
            UserId user,
            String name,
            Set<String> roles,
            TenantId tenant,
            String correlation,
            @Nullable String address) {
        return memberships(user).stream()
                .filter(m -> m.tenant().id().equals(tenant))
                .findFirst()
                .map(m -> new CallContext(
                        tenant,
                        new Actor.User(user, name),
                        permissions(roles, m.member().permissions(), m.member().administers()),
                        correlation,
                        address));
    }

    /**
     * @param administers whether client_admin counts in this tenant
     */
    static Set<Permission> permissions(Set<String> roles, MemberPermissions granted, boolean administers) {
        var permissions = EnumSet.noneOf(Permission.class);
        if (administers && roles.contains("client_admin")) {
            permissions.addAll(OF_A_TENANT);
        }
        if (roles.contains("artisan")) {
            permissions.add(Permission.READ_CONVERSATIONS);
            if (granted.canCreateSessions()) {
                permissions.add(Permission.CREATE_SESSIONS);
            }
            if (granted.canViewAnalytics()) {
                permissions.add(Permission.READ_USAGE);
            }
            if (granted.canViewAllConversations()) {
                permissions.add(Permission.READ_ALL_MEMBERS);
            }
        }
        return permissions;
    }

    private Optional<Tenant> active(TenantId tenant) {
        return Optional.ofNullable(em.find(Tenant.class, tenant.value())).filter(t -> t.status.equals("active"));
    }
}
