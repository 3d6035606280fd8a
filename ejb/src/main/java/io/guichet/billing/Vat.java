package io.guichet.billing;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The VAT of what the platform, which is French, sells to a business.
 *
 * @see "CGI, art. 278 and 283-2; directive 2006/112/CE, art. 44 and 196"
 */
enum Vat {
    /** A buyer in France, or one who gave no VAT number of another member state. */
    STANDARD("20.00", "TVA à 20 %", "VAT at 20 %"),
    /** A business of another member state: it owes the VAT of its own country. */
    REVERSE_CHARGE(
            "0.00",
            "Autoliquidation : TVA due par le preneur, art. 283-2 du CGI",
            "Reverse charge: VAT due by the customer, art. 196 of directive 2006/112/EC");

    /** First letters of the VAT numbers of the other member states. */
    private static final Set<String> OTHER_MEMBER_STATES = Set.of(
            "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
            "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK");

    private static final int SHORTEST = 8;

    private final BigDecimal rate;
    private final String french;
    private final String english;

    Vat(String rate, String french, String english) {
        this.rate = new BigDecimal(rate);
        this.french = french;
        this.english = english;
    }

    /**
     * @param vatNumber the buyer's, spaces and dots as people write them; null where he gave none
     */
    static Vat of(@Nullable String vatNumber) {
        if (vatNumber == null) {
            return STANDARD;
        }
        var number = vatNumber.replaceAll("[ .\\-]", "").toUpperCase(Locale.ROOT);
        return number.length() >= SHORTEST && OTHER_MEMBER_STATES.contains(number.substring(0, 2))
                ? REVERSE_CHARGE
                : STANDARD;
    }

    /** Reads {@link #code}. */
    static Vat ofCode(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In percent. */
    BigDecimal rate() {
        return rate;
    }

    /** What the invoice says of it. */
    String mention(Locale locale) {
        return locale.getLanguage().equals("en") ? english : french;
    }
}
