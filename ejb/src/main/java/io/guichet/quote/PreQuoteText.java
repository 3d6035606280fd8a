package io.guichet.quote;

import java.math.BigDecimal;
import java.text.NumberFormat;
import java.util.Currency;
import java.util.Locale;

/** A pre-quote in words, for channels without tables. */
final class PreQuoteText {

    private PreQuoteText() {}

    static String of(PricedPreQuote quote, Locale locale) {
        var money = NumberFormat.getCurrencyInstance(locale.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE);
        money.setCurrency(Currency.getInstance(quote.currency()));
        var numbers = NumberFormat.getNumberInstance(locale.getLanguage().equals("en") ? Locale.UK : Locale.FRANCE);
        var text = new StringBuilder();
        for (var item : quote.items()) {
            text.append("- ").append(item.label());
            if (!item.unit().equals("forfait")) {
                text.append(' ')
                        .append(numbers.format(item.quantity()))
                        .append(' ')
                        .append(item.unit());
            }
            text.append(" : ").append(money.format(item.priceHt())).append('\n');
        }
        var english = locale.getLanguage().equals("en");
        text.append(english ? "Total before VAT: " : "Total HT : ").append(money.format(quote.totalHt()));
        for (var vat : quote.vat()) {
            text.append(english ? "\nVAT " : "\nTVA ")
                    .append(percent(vat.rate(), numbers))
                    .append(english ? "%: " : " % : ")
                    .append(money.format(vat.amount()));
        }
        text.append(english ? "\nTotal with VAT: " : "\nTotal TTC : ").append(money.format(quote.totalTtc()));
        if (quote.illustrative()) {
            text.append(
                    english
                            ? "\nEstimate from illustrative prices; only a signed quote is binding."
                            : "\nEstimation à partir de prix indicatifs ; seul un devis signé engage.");
        }
        return text.toString();
    }

    private static String percent(BigDecimal rate, NumberFormat numbers) {
        return numbers.format(rate);
    }
}
