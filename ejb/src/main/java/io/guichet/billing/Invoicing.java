package io.guichet.billing;

import io.guichet.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant owes for a month. Each subscription of the month is billed on its own: what the month asks for its running,
 * and of what is included its share of the month, and the units that were counted in it beyond that. Amounts are rounded half-even once for each
 * line.
 */
final class Invoicing {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final Set<String> NOT_COUNTED = Arrays.stream(Metric.values())
            .filter(metric -> !metric.isCounted())
            .map(Metric::code)
            .collect(Collectors.toUnmodifiableSet());
    private static final Map<String, String> FRENCH = Map.of(
            "sessions", "Conversations",
            "messages", "Messages",
            "emails", "E-mails",
            "reports", "Rapports");
    private static final Map<String, String> ENGLISH = Map.of(
            "sessions", "Conversations",
            "messages", "Messages",
            "emails", "E-mails",
            "reports", "Reports");

    private Invoicing() {}

    /**
     * @param month of the tenant's zone
     * @param slices the subscriptions that touch the month, in their order
     * @param unsubscribed units that were counted while there was no subscription, by metric: shown, not billed
     * @throws IllegalArgumentException if the slices have several currencies
     * @throws ArithmeticException if an amount does not fit
     */
    static Draft draft(Month month, Buyer buyer, List<Slice> slices, Map<String, Long> unsubscribed) {
        var vat = Vat.of(buyer.vatNumber());
        var lines = new ArrayList<Line>();
        var usage = new TreeMap<String, Usage>();
        for (var slice : slices) {
            var share = Proration.of(month, slice.from(), slice.until());
            var monthly = slice.monthly();
            if (monthly != null) {
                for (var charge : Charge.of(month, slice.type(), monthly, slice.from(), slice.until())) {
                    var label = subscription(month, buyer, slice, charge);
                    lines.add(line(label, null, charge.months(), monthly, charge.amount(), vat));
                }
            }
            for (var metric : metricsOf(slice)) {
                var used = usageOf(slice, metric, share);
                usage.merge(metric, used, Usage::plus);
                var limit = slice.limits().get(metric);
                var price = limit == null ? null : limit.overagePrice();
                if (used.overage() > 0 && price != null) {
                    lines.add(units(buyer, slice.type(), metric, used.overage(), price, vat));
                }
            }
        }
        unsubscribed.forEach((metric, units) -> usage.merge(metric, new Usage(metric, units, null, 0), Usage::plus));
        return new Draft(currencyOf(slices), lines, List.copyOf(usage.values()));
    }

    /** A year that began during a day is said to end with the day before its anniversary. */
    private static String subscription(Month month, Buyer buyer, Slice slice, Charge charge) {
        var day = DateTimeFormatter.ofPattern("d MMMM uuuu", buyer.locale());
        var from = charge.from().atZone(month.zone()).format(day);
        var end = charge.until().atZone(month.zone());
        var until = (slice.type() == BillingType.YEARLY ? end.minusDays(1) : end.minusNanos(1)).format(day);
        var english = charge.isGivenBack() ? "Subscription %s, given back %s to %s" : "Subscription %s, %s to %s";
        var french = charge.isGivenBack() ? "Abonnement %s, avoir du %s au %s" : "Abonnement %s, du %s au %s";
        return (buyer.isEnglish() ? english : french).formatted(slice.plan(), from, until);
    }

    private static Line units(Buyer buyer, BillingType type, String metric, long units, Money price, Vat vat) {
        var beyond = buyer.isEnglish() ? " beyond what the plan includes" : " au-delà du forfait";
        var label = name(metric, buyer.locale()) + (type == BillingType.USAGE ? "" : beyond);
        var quantity = BigDecimal.valueOf(units);
        return line(label, metric, quantity, price, price.times(quantity), vat);
    }

    private static Line line(
            String label, @Nullable String metric, BigDecimal quantity, Money price, Money total, Vat vat) {
        var tax = total.times(vat.rate().divide(HUNDRED));
        return new Line(label, metric, quantity, price, total, vat, tax);
    }

    private static Set<String> metricsOf(Slice slice) {
        var metrics = new TreeSet<>(slice.used().keySet());
        metrics.addAll(slice.limits().keySet());
        metrics.removeAll(NOT_COUNTED);
        return metrics;
    }

    private static Usage usageOf(Slice slice, String metric, Proration share) {
        var units = slice.used().getOrDefault(metric, 0L);
        var limit = slice.limits().get(metric);
        if (limit == null || limit.included() == null) {
            return new Usage(metric, units, null, 0);
        }
        if (slice.type() == BillingType.USAGE && limit.overagePrice() != null) {
            return new Usage(metric, units, 0L, units);
        }
        var included = share.of(limit.included());
        return new Usage(metric, units, included, Math.max(0, units - included));
    }

    private static Currency currencyOf(List<Slice> slices) {
        var currencies = slices.stream()
                .flatMap(slice -> Stream.concat(
                        Stream.ofNullable(slice.monthly()),
                        slice.limits().values().stream().flatMap(limit -> Stream.ofNullable(limit.overagePrice()))))
                .map(Money::currency)
                .distinct()
                .toList();
        if (currencies.size() > 1) {
            throw new IllegalArgumentException("one invoice has one currency, not " + currencies);
        }
        return currencies.isEmpty() ? Money.EUR : currencies.getFirst();
    }

    /** What people call a metric. */
    static String name(String metric, Locale locale) {
        return (locale.getLanguage().equals("en") ? ENGLISH : FRENCH).getOrDefault(metric, metric);
    }

    /**
     * @param vatNumber null where there is none
     */
    record Buyer(@Nullable String vatNumber, Locale locale) {
        boolean isEnglish() {
            return locale.getLanguage().equals("en");
        }
    }

    /**
     * A subscription, and what was counted in it during the month.
     *
     * @param monthly the price of a month without VAT; null where no price was agreed, and then none is billed
     * @param until null while it goes on
     * @param limits by metric
     * @param used units by metric
     */
    record Slice(
            String plan,
            BillingType type,
            @Nullable Money monthly,
            Instant from,
            @Nullable Instant until,
            Map<String, Limit> limits,
            Map<String, Long> used) {

        public Slice {
            limits = Map.copyOf(limits);
            used = Map.copyOf(used);
        }
    }

    /**
     * @param included units a month; null for any number
     * @param overagePrice for each unit beyond; null where there is none to have or none to pay
     */
    record Limit(@Nullable Long included, @Nullable Money overagePrice) {}

    /**
     * A line of an invoice.
     *
     * @param quantity months or units
     * @param total without VAT
     */
    record Line(
            String label,
            @Nullable String metric,
            BigDecimal quantity,
            Money unitPrice,
            Money total,
            Vat vat,
            Money tax) {}

    /**
     * What was used of a metric over the month.
     *
     * @param included null where there was no limit
     */
    record Usage(String metric, long quantity, @Nullable Long included, long overage) {

        Usage plus(Usage other) {
            var sum = included == null || other.included == null ? null : Math.addExact(included, other.included);
            return new Usage(
                    metric, Math.addExact(quantity, other.quantity), sum, Math.addExact(overage, other.overage));
        }
    }

    /** An invoice that nobody has looked at yet. */
    record Draft(Currency currency, List<Line> lines, List<Usage> usage) {

        public Draft {
            lines = List.copyOf(lines);
            usage = List.copyOf(usage);
        }

        public Money total() {
            return lines.stream().map(Line::total).reduce(new Money(0, currency), Money::plus);
        }

        public Money vat() {
            return lines.stream().map(Line::tax).reduce(new Money(0, currency), Money::plus);
        }
    }
}
