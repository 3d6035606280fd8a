package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Cursor;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant's links, and how far they have come. A craftsman reads his own. */
@UseCase
@Stateless
public class ReadLinks {

    /** What the list is sorted by. */
    public static final Set<String> SORTS = Set.of("created_at");

    private static final String ROWS = """
            select l, c.startedAt, c.completedAt,
                   (select d.deploymentKey from Deployment d where d.id = l.deploymentId),
                   (select m.externalId from Member m where m.id = l.memberId),
                   (select max(s.at) from LinkLetter s where s.tenantId = l.tenantId and s.linkId = l.id)
              from SessionLink l left join Conversation c on c.tenantId = l.tenantId and c.id = l.conversationId
             where\s""";

    @PersistenceContext
    EntityManager em;

    @Inject
    LinkRights rights;

    @Inject
    Clock clock;

    /** A page of them, in the order of their creation. */
    public Page<LinkView> list(CallContext context, LinkFilter filter, PageRequest page) {
        context.require(Permission.CREATE_SESSIONS);
        var own = rights.ownMember(context);
        var conditions = new ArrayList<>(List.of("l.tenantId = :tenant"));
        var values = new LinkedHashMap<String, Object>();
        values.put("tenant", context.tenant().value());
        conditions.add(page.descending() ? "l.id < :after" : "l.id > :after");
        values.put("after", page.after().map(Cursor::id).orElse(page.descending() ? new UUID(-1, -1) : new UUID(0, 0)));
        if (own != null) {
            conditions.add("l.memberId = :own");
            values.put("own", own.id().value());
        }
        filter.to(conditions, values);
        if (filter.status() != null && conditions.stream().anyMatch(c -> c.contains(":now"))) {
            values.put("now", clock.instant());
        }
        var order = " order by l.id" + (page.descending() ? " desc" : "");
        var rows = query(String.join(" and ", conditions) + order, values)
                .setMaxResults(page.limit() + 1)
                .getResultList();
        return Page.cut(rows, page.limit(), row -> new Cursor("", ((SessionLink) row[0]).id))
                .map(this::view);
    }

    /**
     * @throws GuichetException {@link ProblemCode#LINK_NOT_FOUND} also for another tenant's or craftsman's
     */
    public LinkView get(CallContext context, LinkId id) {
        context.require(Permission.CREATE_SESSIONS);
        rights.found(context, id, LockModeType.NONE);
        return view(query(
                        "l.tenantId = :tenant and l.id = :id",
                        Map.of("tenant", context.tenant().value(), "id", id.value()))
                .getSingleResult());
    }

    private TypedQuery<Object[]> query(String conditions, Map<String, Object> values) {
        var query = em.createQuery(ROWS + conditions, Object[].class);
        values.forEach(query::setParameter);
        return query;
    }

    private LinkView view(Object[] row) {
        var link = (SessionLink) row[0];
        var startedAt = (Instant) row[1];
        var completedAt = (Instant) row[2];
        return new LinkView(
                new LinkId(link.id),
                LinkStage.of(link, startedAt, completedAt, clock.instant()),
                link.title,
                (String) row[3],
                (String) row[4],
                link.contactName == null && link.contactEmail == null
                        ? null
                        : new LinkContact(link.contactName, link.contactEmail),
                link.conversationId == null ? null : new ConversationId(link.conversationId),
                link.test,
                link.maxUses,
                link.uses,
                link.createdAt,
                link.expiresAt,
                (Instant) row[5],
                link.openedAt,
                startedAt,
                completedAt,
                link.revokedAt);
    }

    /**
     * Which links a list shows; null for all.
     *
     * @param artisan what the tenant calls the craftsman
     * @param deployment a deployment's key
     */
    public record LinkFilter(
            @Nullable LinkStage status,
            @Nullable String artisan,
            @Nullable String deployment) {

        public static final LinkFilter ALL = new LinkFilter(null, null, null);

        private void to(List<String> conditions, Map<String, Object> values) {
            if (status != null) {
                conditions.add(status.condition());
            }
            if (artisan != null) {
                conditions.add("l.memberId in (select m.id from Member m where m.tenantId = l.tenantId"
                        + " and m.externalId = :artisan)");
                values.put("artisan", artisan);
            }
            if (deployment != null) {
                conditions.add("l.deploymentId in (select d.id from Deployment d where d.tenantId = l.tenantId"
                        + " and d.deploymentKey = :deployment)");
                values.put("deployment", deployment);
            }
        }
    }
}
