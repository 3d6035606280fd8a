package io.guichet.billing;

import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Objects;
import org.jboss.logging.Logger;

/** Writes to the tenant that a quota is nearly used up, or is. A tenant without an address is told by webhook alone. */
@ApplicationScoped
class WriteOfThresholds {

    private static final Logger LOG = Logger.getLogger(WriteOfThresholds.class);

    @PersistenceContext
    EntityManager em;

    @Inject
    Letters letters;

    void reached(@Observes QuotaThresholdReached event) {
        var row = (Object[]) em.createNativeQuery(
                        "select coalesce(billing_email, contact_email), locale, name, zone from tenants where id = :tenant")
                .setParameter("tenant", event.context().tenant().value())
                .getSingleResult();
        if (row[0] == null) {
            return;
        }
        // It is a visitor's message that reached the threshold: nothing that a tenant wrote of itself may undo it.
        if (!Letter.canGoTo(String.valueOf(row[0]))) {
            LOG.warnf(
                    "GUI0730 %s is not told of its %s: its address is none",
                    event.context().tenant(), event.metric().code());
            return;
        }
        var locale = Locale.forLanguageTag(String.valueOf(row[1]));
        var french = !locale.getLanguage().equals("en");
        var resets = event.resetsAt()
                .atZone(ZoneId.of(String.valueOf(row[3])))
                .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                        .withLocale(french ? Locale.FRANCE : Locale.UK));
        letters.write(
                event.context(),
                new Letter(
                        String.valueOf(row[0]),
                        french ? subjectInFrench(event) : subjectInEnglish(event),
                        french
                                ? textInFrench(event, Objects.toString(row[2]), resets)
                                : textInEnglish(event, Objects.toString(row[2]), resets),
                        "quota/" + event.metric().code() + "/" + YearMonth.from(event.period()) + "/"
                                + event.threshold()));
    }

    private static String subjectInFrench(QuotaThresholdReached event) {
        return event.threshold() + " % de votre quota de " + french(event.metric());
    }

    private static String subjectInEnglish(QuotaThresholdReached event) {
        return event.threshold() + "% of your quota of " + event.metric().code();
    }

    private static String textInFrench(QuotaThresholdReached event, String tenant, String resets) {
        return """
                Bonjour,

                %s a utilisé %d %s sur les %d de ce mois (%d %%).
                Le compteur repart de zéro le %s.

                Quand tout est utilisé, les conversations restent lisibles ; selon votre formule, les nouveaux messages
                sont refusés jusqu'à cette date ou facturés en plus. Vous pouvez changer de formule à tout moment.
                """.formatted(tenant, event.used(), french(event.metric()), event.quota(), event.threshold(), resets);
    }

    private static String textInEnglish(QuotaThresholdReached event, String tenant, String resets) {
        return """
                Hello,

                %s has used %d %s of this month's %d (%d%%).
                The count starts again on %s.

                When all is used, conversations can still be read; depending on your plan, new messages are refused
                until then or charged in addition. You can change your plan at any time.
                """.formatted(tenant, event.used(), event.metric().code(), event.quota(), event.threshold(), resets);
    }

    private static String french(Metric metric) {
        return switch (metric) {
            case SESSIONS -> "conversations";
            case MESSAGES -> "messages";
            case EMAILS -> "e-mails";
            case REPORTS -> "rapports";
            case DEPLOYMENTS -> "déploiements";
            case STORAGE_BYTES -> "octets";
        };
    }
}
