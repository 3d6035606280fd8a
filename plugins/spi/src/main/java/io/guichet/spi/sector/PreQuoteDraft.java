package io.guichet.spi.sector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A pre-quote without its amounts: which items of the price book, and how much of each. The platform prices it.
 *
 * @param projectType e.g. {@code renovation_salle_de_bain}
 * @param description the project in the contact's words
 * @param surfaceM2 floor area in square metres, or null where it is not known
 * @param requirements what was asked for, e.g. {@code douche_italienne}
 * @param lines at least one, at most 100
 * @param dwelling what the contact certified of the dwelling's age
 */
public record PreQuoteDraft(
        String projectType,
        String description,
        @Nullable BigDecimal surfaceM2,
        List<String> requirements,
        List<Line> lines,
        Dwelling dwelling) {

    public PreQuoteDraft {
        Objects.requireNonNull(projectType);
        Objects.requireNonNull(description);
        Objects.requireNonNull(dwelling);
        requirements = List.copyOf(requirements);
        lines = List.copyOf(lines);
        if (lines.isEmpty() || lines.size() > 100) {
            throw new IllegalArgumentException("1 to 100 lines, not " + lines.size());
        }
    }

    /**
     * @param code an item of the price book that the turn was given
     * @param quantity more than 0 and at most 100,000, in the item's unit, at most three decimals
     */
    public record Line(String code, BigDecimal quantity) {
        public Line {
            Objects.requireNonNull(code);
            if (quantity.signum() <= 0
                    || quantity.compareTo(new BigDecimal(100_000)) > 0
                    || quantity.stripTrailingZeros().scale() > 3) {
                throw new IllegalArgumentException(code + ": not a quantity: " + quantity);
            }
        }
    }

    /** What the contact certified of the dwelling's age. */
    public enum Dwelling {
        /** Finished more than two years ago, and the contact certifies it. */
        OVER_TWO_YEARS,
        /** New, or finished less than two years ago, or not a dwelling. */
        TWO_YEARS_OR_LESS,
        /** Not known: the full rate applies until it is. */
        UNKNOWN
    }
}
