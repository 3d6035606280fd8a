package io.guichet.quote;

import io.guichet.agent.AgentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Money;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.Currency;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Price books: an agent's, which every tenant may use, and a tenant's own, which goes before it. */
@UseCase
@Stateless
public class PriceBooks {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    BooksAsWritten written;

    /** The book that prices for a tenant with an agent: its own, else the agent's; an empty one where there is neither. */
    public CurrentBook current(CallContext context, AgentId agent) {
        var rows = em.createNativeQuery("""
                        select id, name, currency, illustrative, tenant_id is not null as own, version, updated_at
                          from price_books
                         where tenant_id = :tenant or agent_id = :agent
                         order by tenant_id is null limit 1""")
                .setParameter("tenant", context.tenant().value())
                .setParameter("agent", agent.value())
                .getResultList();
        if (rows.isEmpty()) {
            return new CurrentBook(new PriceBook("", List.of()), Money.EUR, true, false);
        }
        var row = (Object[]) rows.getFirst();
        return new CurrentBook(
                new PriceBook((String) row[1], asWritten((UUID) row[0], row[5], row[6])),
                Currency.getInstance(row[2].toString().strip()),
                (Boolean) row[3],
                (Boolean) row[4]);
    }

    /** A book is written whole: one of the same version and time holds the same, also where another was rolled back. */
    private List<PriceItem> asWritten(UUID book, Object version, Object at) {
        return written.items(book + " " + version + " " + at, () -> items(book));
    }

    /** The tenant's own book as CSV; nothing where it has none. */
    public Optional<String> export(CallContext context) {
        context.require(Permission.MANAGE_PRICES);
        return own(context).map(this::items).map(PriceBookCsv::write);
    }

    /** An agent's book as CSV, to begin one's own with. */
    public Optional<String> exportOf(CallContext context, AgentId agent) {
        return ofAgent(agent).map(this::items).map(PriceBookCsv::write);
    }

    /**
     * Replaces the tenant's own book.
     *
     * @return how many items it has
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} naming every faulty line; then nothing changes
     */
    public int replace(CallContext context, String name, String csv) {
        context.require(Permission.MANAGE_PRICES);
        var items = parsed(csv);
        var before = own(context).map(this::audited).orElse(null);
        var book = own(context).orElseGet(() -> insert(context.tenant().value(), null, name, false));
        write(book, context.tenant().value(), name, items);
        audit.record(context, "price_book.replaced", Ids.print("pb_", book), before, audited(book));
        return items.size();
    }

    /** Removes the tenant's own book: from then on the agent's holds. */
    public void remove(CallContext context) {
        context.require(Permission.MANAGE_PRICES);
        own(context).ifPresent(book -> {
            audit.record(context, "price_book.removed", Ids.print("pb_", book), audited(book), null);
            em.createNativeQuery("delete from price_items where book_id = :book")
                    .setParameter("book", book)
                    .executeUpdate();
            em.createNativeQuery("delete from price_books where id = :book")
                    .setParameter("book", book)
                    .executeUpdate();
        });
    }

    /** Gives an agent its common book, or replaces it. For the platform. */
    public int replaceOf(AgentId agent, String name, boolean illustrative, String csv) {
        scope.platform();
        var items = parsed(csv);
        var book = ofAgent(agent).orElseGet(() -> insert(null, agent, name, illustrative));
        write(book, null, name, items);
        return items.size();
    }

    /** A book may be long: the trail tells which one it was, and its content by its hash. */
    private AuditedBook audited(UUID book) {
        var all = items(book);
        var row = (Object[]) em.createNativeQuery("select name, version from price_books where id = :book")
                .setParameter("book", book)
                .getSingleResult();
        var hash = new Token(PriceBookCsv.write(all)).hash();
        return new AuditedBook(
                (String) row[0],
                ((Number) row[1]).intValue(),
                all.size(),
                HexFormat.of().formatHex(hash));
    }

    private static List<PriceItem> parsed(String csv) {
        return switch (PriceBookCsv.parse(csv)) {
            case PriceBookCsv.Parsed.Items all -> all.items();
            case PriceBookCsv.Parsed.Faults faulty ->
                throw new GuichetException(
                        ProblemCode.INVALID_FIELDS,
                        faulty.faults().size() + " line(s) are not valid; see errors.",
                        faulty.faults().stream()
                                .map(f -> new GuichetException.FieldError("line " + f.line(), f.message()))
                                .toList());
        };
    }

    private Optional<UUID> own(CallContext context) {
        return id(
                "select id from price_books where tenant_id = :owner",
                context.tenant().value());
    }

    private Optional<UUID> ofAgent(AgentId agent) {
        return id("select id from price_books where agent_id = :owner", agent.value());
    }

    private Optional<UUID> id(String sql, UUID owner) {
        List<?> ids = em.createNativeQuery(sql, UUID.class)
                .setParameter("owner", owner)
                .getResultList();
        return ids.isEmpty() ? Optional.empty() : Optional.of((UUID) ids.getFirst());
    }

    private UUID insert(@Nullable UUID tenant, @Nullable AgentId agent, String name, boolean illustrative) {
        var id = Ids.next();
        em.createNativeQuery("""
                        insert into price_books (id, tenant_id, agent_id, name, currency, illustrative, updated_at)
                        values (:id, cast(:tenant as uuid), cast(:agent as uuid), :name, 'EUR', :illustrative, :now)""")
                .setParameter("id", id)
                .setParameter("tenant", tenant == null ? null : tenant.toString())
                .setParameter("agent", agent == null ? null : agent.value().toString())
                .setParameter("name", name)
                .setParameter("illustrative", illustrative)
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        return id;
    }

    private void write(UUID book, @Nullable UUID tenant, String name, List<PriceItem> items) {
        em.createNativeQuery(
                        "update price_books set name = :name, version = version + 1, updated_at = :now where id = :book")
                .setParameter("name", name)
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("book", book)
                .executeUpdate();
        em.createNativeQuery("delete from price_items where book_id = :book")
                .setParameter("book", book)
                .executeUpdate();
        for (var i = 0; i < items.size(); i++) {
            insert(book, tenant, i, items.get(i));
        }
    }

    private void insert(UUID book, @Nullable UUID tenant, int position, PriceItem item) {
        var derived = item.derived();
        em.createNativeQuery("""
                        insert into price_items (book_id, tenant_id, code, position, trade, label, unit, unit_price_minor,
                                                 vat_class, synonyms, implied_by, derived_from, derived_factor)
                        values (:book, cast(:tenant as uuid), :code, :position, :trade, :label, :unit, :price, :vat,
                                string_to_array(:synonyms, '|'), string_to_array(:implied, '|'), :from,
                                cast(:factor as numeric))""")
                .setParameter("book", book)
                .setParameter("tenant", tenant == null ? null : tenant.toString())
                .setParameter("code", item.code())
                .setParameter("position", position)
                .setParameter("trade", item.trade())
                .setParameter("label", item.label())
                .setParameter("unit", item.unit().name())
                .setParameter("price", item.unitPriceMinor())
                .setParameter("vat", item.vatClass().name())
                .setParameter("synonyms", String.join("|", item.synonyms()))
                .setParameter("implied", String.join("|", item.impliedBy()))
                .setParameter("from", derived == null ? null : derived.measure())
                .setParameter(
                        "factor", derived == null ? null : derived.factor().toPlainString())
                .executeUpdate();
    }

    private List<PriceItem> items(UUID book) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows =
                em.createNativeQuery("""
                        select code, trade, label, unit, unit_price_minor, vat_class,
                               array_to_string(synonyms, '|'), array_to_string(implied_by, '|'),
                               derived_from, derived_factor
                          from price_items where book_id = :book order by position""").setParameter("book", book).getResultList();
        return rows.stream().map(PriceBooks::item).toList();
    }

    private static PriceItem item(Object[] row) {
        return new PriceItem(
                (String) row[0],
                (String) row[1],
                (String) row[2],
                PriceItem.Unit.valueOf((String) row[3]),
                ((Number) row[4]).longValue(),
                PriceItem.VatClass.valueOf((String) row[5]),
                words((String) row[6]),
                words((String) row[7]),
                row[8] == null ? null : new PriceItem.Derived((String) row[8], (BigDecimal) row[9]));
    }

    private static List<String> words(String joined) {
        return joined.isEmpty() ? List.of() : Arrays.asList(joined.split("\\|"));
    }

    /**
     * @param csvSha256 of the book as it is exported
     */
    private record AuditedBook(String name, int version, int items, String csvSha256) {}

    /**
     * @param illustrative whether the prices are examples
     * @param own whether it is the tenant's, not the agent's
     */
    public record CurrentBook(PriceBook book, Currency currency, boolean illustrative, boolean own) {}
}
