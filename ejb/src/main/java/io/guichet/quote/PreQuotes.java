package io.guichet.quote;

import io.guichet.agent.AgentId;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.kernel.Money;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Pre-quotes, revision by revision. A revision is never changed. */
@UseCase
@Stateless
public class PreQuotes {

    @PersistenceContext
    EntityManager em;

    @Inject
    PriceBooks books;

    @Inject
    Clock clock;

    /**
     * Prices a draft as the next revision of its conversation.
     *
     * @param agent whose price book holds where the tenant has none of its own
     * @throws IllegalArgumentException if the draft names a code that the book does not have: a fault of the agent
     */
    public PricedPreQuote propose(
            CallContext context, ConversationId conversation, AgentId agent, PreQuoteDraft draft) {
        var book = books.current(context, agent);
        var revision = 1 + latestRevision(conversation);
        var priced = Pricing.price(draft, book.book(), book.currency(), book.illustrative(), revision);
        em.createNativeQuery("""
                        insert into pre_quotes (id, tenant_id, conversation_id, revision, project_type, document,
                                                total_ht_minor, total_ttc_minor, currency, created_at)
                        values (:id, :tenant, :conversation, :revision, :type, :document, :ht, :ttc, :currency, :now)""")
                .setParameter("id", PreQuoteId.next().value())
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .setParameter("revision", revision)
                .setParameter("type", priced.projectType())
                .setParameter("document", Json.write(priced))
                .setParameter("ht", minor(priced.totalHt(), book.currency()))
                .setParameter("ttc", minor(priced.totalTtc(), book.currency()))
                .setParameter("currency", priced.currency())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        return priced;
    }

    /** The last revision of a conversation. */
    public Optional<PricedPreQuote> latest(CallContext context, ConversationId conversation) {
        List<?> documents = em.createNativeQuery(
                        "select document from pre_quotes where tenant_id = :tenant and conversation_id = :conversation"
                                + " order by revision desc limit 1",
                        String.class)
                .setParameter("tenant", context.tenant().value())
                .setParameter("conversation", conversation.value())
                .getResultList();
        return documents.stream().findFirst().map(document -> Json.read((String) document, PricedPreQuote.class));
    }

    /** A pre-quote in words. */
    public static String inWords(PricedPreQuote quote, Locale locale) {
        return PreQuoteText.of(quote, locale);
    }

    private int latestRevision(ConversationId conversation) {
        return ((Number) em.createNativeQuery(
                                "select coalesce(max(revision), 0) from pre_quotes where conversation_id = :conversation")
                        .setParameter("conversation", conversation.value())
                        .getSingleResult())
                .intValue();
    }

    private static long minor(BigDecimal major, Currency currency) {
        return Money.of(major, currency).minor();
    }
}
