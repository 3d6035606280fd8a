package io.guichet.portal;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Named;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

/** Amounts, quantities and times as the page's reader writes them. */
@Named("figures")
@RequestScoped
public class Figures {

    private static final ZoneId ZONE = ZoneId.of("Europe/Paris");
    private static final BigDecimal THOUSAND = BigDecimal.valueOf(1024);
    private static final List<String> FRENCH_UNITS = List.of("o", "Ko", "Mo", "Go", "To");
    private static final List<String> ENGLISH_UNITS = List.of("B", "kB", "MB", "GB", "TB");

    public String money(BigDecimal amount, String currency) {
        return money(amount, currency, locale());
    }

    /** A quantity or a percentage, without needless decimals. */
    public String number(BigDecimal number) {
        return number(number, locale());
    }

    public String time(Instant at) {
        return time(at, locale());
    }

    /** How many bytes something has, as a reader counts them. */
    public String size(long bytes) {
        return size(bytes, locale());
    }

    /** A message with its one gap filled, for where a page has an attribute and no room for a tag. */
    public String fill(String message, String what) {
        return message.replace("{0}", what);
    }

    static String money(BigDecimal amount, String currency, Locale locale) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(Currency.getInstance(currency));
        return format.format(amount);
    }

    static String number(BigDecimal number, Locale locale) {
        return NumberFormat.getNumberInstance(locale).format(number);
    }

    static String size(long bytes, Locale locale) {
        var units = locale.getLanguage().equals("en") ? ENGLISH_UNITS : FRENCH_UNITS;
        var unit = 0;
        var amount = BigDecimal.valueOf(bytes);
        while (amount.compareTo(THOUSAND) >= 0 && unit < units.size() - 1) {
            amount = amount.divide(THOUSAND, 3, RoundingMode.HALF_UP);
            unit++;
        }
        return number(amount.setScale(amount.compareTo(BigDecimal.TEN) < 0 ? 1 : 0, RoundingMode.HALF_UP), locale)
                + "\u00a0" + units.get(unit);
    }

    static String time(Instant at, Locale locale) {
        // Of our own: what a JDK thinks of the word between date and time changes from one to the next.
        var pattern = locale.getLanguage().equals("en") ? "d MMMM yyyy 'at' HH:mm" : "d MMMM yyyy 'à' HH:mm";
        return DateTimeFormatter.ofPattern(pattern, locale).withZone(ZONE).format(at);
    }

    /** French is written in France, English with the euro behind a point. */
    private static Locale locale() {
        var chosen = FacesContext.getCurrentInstance().getViewRoot().getLocale();
        return chosen.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE;
    }
}
