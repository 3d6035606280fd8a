package io.guichet.agent;

import io.guichet.kernel.Token;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes to a tenant whose deployment strange pages try to show again and again: of the first three of a day. Webhooks tell
 * of all.
 */
@ApplicationScoped
class WarnOfRefusals {

    private static final Logger LOG = Logger.getLogger(WarnOfRefusals.class);
    private static final int MOST_A_DAY = 3;

    @PersistenceContext
    EntityManager em;

    @Inject
    Letters letters;

    @Inject
    Clock clock;

    void refusedOften(@Observes DomainRefusedOften refused) {
        LOG.warnf(
                "GUI0402 deployment %s was refused %d times in this hour to %s",
                refused.deployment(), refused.count(), refused.origin());
        var tenant = (Object[]) em.createNativeQuery("select contact_email, locale from tenants where id = :id")
                .setParameter("id", refused.context().tenant().value())
                .getSingleResult();
        var address = (@Nullable String) tenant[0];
        if (address == null || !Letter.canGoTo(address)) {
            return;
        }
        var day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        if (toldToday(refused, day) > MOST_A_DAY) {
            return;
        }
        var name = (String)
                em.createNativeQuery("select name from agent_deployments where tenant_id = :tenant and id = :id")
                        .setParameter("tenant", refused.context().tenant().value())
                        .setParameter("id", refused.deployment().value())
                        .getSingleResult();
        var about = "domain-refused/" + refused.deployment() + "/"
                + HexFormat.of().formatHex(new Token(refused.origin()).hash())
                + "/" + day;
        letters.write(refused.context(), letter(address, name, refused, about, (String) tenant[1]));
    }

    /** This page included; whoever tells of another page of the deployment's waits. */
    private long toldToday(DomainRefusedOften refused, LocalDate day) {
        em.createNativeQuery("select 1 from agent_deployments where tenant_id = :tenant and id = :id for no key update")
                .setParameter("tenant", refused.context().tenant().value())
                .setParameter("id", refused.deployment().value())
                .getSingleResult();
        return ((Number) em.createNativeQuery("select count(*) from domain_alerts"
                                + " where tenant_id = :tenant and deployment_id = :id and day = :day")
                        .setParameter("tenant", refused.context().tenant().value())
                        .setParameter("id", refused.deployment().value())
                        .setParameter("day", day)
                        .getSingleResult())
                .longValue();
    }

    /** The host alone: anybody may write anything into an origin. */
    private static @Nullable String host(String origin) {
        try {
            return URI.create(origin).getHost();
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static Letter letter(String address, String name, DomainRefusedOften refused, String about, String locale) {
        var english = locale.startsWith("en");
        var page = Objects.requireNonNullElse(host(refused.origin()), english ? "A page" : "Une page");
        return english
                ? new Letter(
                        address,
                        "A page that is not on your list tries to show your agent",
                        """
                        Hello,

                        %s tried %d times within an hour to show "%s". Its domain is not among those of the deployment, so it was refused.

                        If it is one of yours, add its domain to the deployment. If it is not, there is nothing to do: we keep refusing it.
                        """.formatted(page, refused.count(), plain(name)),
                        about)
                : new Letter(
                        address,
                        "Une page hors de votre liste essaie d'afficher votre agent",
                        """
                        Bonjour,

                        %s a essayé %d fois en une heure d'afficher « %s ». Son domaine n'est pas parmi ceux du déploiement : elle a été refusée.

                        Si cette page est à vous, ajoutez son domaine au déploiement. Sinon, il n'y a rien à faire : nous continuons de la refuser.
                        """.formatted(page, refused.count(), plain(name)),
                        about);
    }

    private static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", " ");
    }
}
