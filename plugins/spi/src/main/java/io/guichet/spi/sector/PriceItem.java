package io.guichet.spi.sector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is sold, and its price.
 *
 * @param code unique in its book, upper-case letters, digits and hyphens, e.g. {@code CAR-SOL}
 * @param trade the trade that does it, e.g. {@code carrelage}
 * @param label what a quote says
 * @param unit what it is counted in
 * @param unitPriceMinor price before VAT of one unit, in cents of the book's currency; not negative
 * @param vatClass which reduced rate it may have
 * @param synonyms words by which a contact asks for it, lower-case, without accents
 * @param impliedBy what asks for it without naming it: project types or requirements, e.g.
 *     {@code renovation_salle_de_bain}
 * @param derived how its quantity follows from a measure when nobody said it, or null when it does not
 */
public record PriceItem(
        String code,
        String trade,
        String label,
        Unit unit,
        long unitPriceMinor,
        VatClass vatClass,
        List<String> synonyms,
        List<String> impliedBy,
        @Nullable Derived derived) {

    public PriceItem {
        if (!code.matches("[A-Z0-9][A-Z0-9-]{0,31}")) {
            throw new IllegalArgumentException("not a price code: " + code);
        }
        Objects.requireNonNull(trade);
        Objects.requireNonNull(label);
        Objects.requireNonNull(unit);
        Objects.requireNonNull(vatClass);
        if (unitPriceMinor < 0) {
            throw new IllegalArgumentException(code + " costs less than nothing");
        }
        synonyms = List.copyOf(synonyms);
        impliedBy = List.copyOf(impliedBy);
    }

    /**
     * A quantity that follows from a measure: {@code factor × measure}.
     *
     * @param measure the measure's name, e.g. {@code floor_area}
     * @param factor more than 0
     */
    public record Derived(String measure, BigDecimal factor) {
        public Derived {
            Objects.requireNonNull(measure);
            if (factor.signum() <= 0) {
                throw new IllegalArgumentException("a factor is more than 0: " + factor);
            }
        }
    }

    /** What a thing is counted in. */
    public enum Unit {
        FLAT("forfait"),
        SQUARE_METRE("m²"),
        METRE("ml"),
        CUBIC_METRE("m³"),
        PIECE("u"),
        HOUR("h"),
        DAY("jour");

        private final String symbol;

        Unit(String symbol) {
            this.symbol = symbol;
        }

        /** What a quote prints, e.g. {@code m²}. */
        public String symbol() {
            return symbol;
        }
    }

    /** Which VAT rate a thing has; some have it only where the dwelling is over two years old. */
    public enum VatClass {
        /** The full rate, whatever the dwelling. */
        STANDARD,
        /** Improvement of a dwelling: the intermediate rate. */
        IMPROVEMENT,
        /** Energy saving works: the reduced rate. */
        ENERGY,
        /** The intermediate rate, whatever the dwelling, e.g. food to be eaten at once. */
        INTERMEDIATE,
        /** The reduced rate, whatever the dwelling, e.g. food that keeps. */
        REDUCED
    }
}
