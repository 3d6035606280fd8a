package io.guichet.quote;

import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem.VatClass;
import java.math.BigDecimal;

/**
 * French VAT: on works 20 %, and less only for a dwelling that the customer certifies to be over two years old, 10 % for
 * its improvement and 5.5 % for energy saving works; on other things what the price book says.
 *
 * @see "CGI art. 278-0 bis A, 279-0 bis"
 */
final class VatPolicy {

    private VatPolicy() {}

    static Rate rate(VatClass vatClass, Dwelling dwelling) {
        var old = dwelling == Dwelling.OVER_TWO_YEARS;
        return switch (vatClass) {
            case STANDARD -> Rate.STANDARD;
            case IMPROVEMENT -> old ? Rate.IMPROVEMENT : Rate.STANDARD;
            case ENERGY -> old ? Rate.ENERGY : Rate.STANDARD;
            case INTERMEDIATE -> Rate.INTERMEDIATE;
            case REDUCED -> Rate.REDUCED;
        };
    }

    /** A rate, in percent, and why it applies. */
    enum Rate {
        STANDARD("20", "Taux normal"),
        IMPROVEMENT("10", "Amélioration d'un logement de plus de deux ans, attestée par le client"),
        ENERGY("5.5", "Rénovation énergétique d'un logement de plus de deux ans, attestée par le client"),
        INTERMEDIATE("10", "Taux intermédiaire"),
        REDUCED("5.5", "Taux réduit");

        private final BigDecimal percent;
        private final String reason;

        Rate(String percent, String reason) {
            this.percent = new BigDecimal(percent);
            this.reason = reason;
        }

        BigDecimal percent() {
            return percent;
        }

        String reason() {
            return reason;
        }
    }
}
