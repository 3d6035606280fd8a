package io.guichet.answering.guard;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts in a text: numbers with a currency or a percent sign, in digits or in words, numbers after a word of price, and
 * what is said to cost nothing. Pure.
 */
final class Amounts {

    private static final String CURRENCY =
            "(?:€|euros?\\b|eur\\b|\\$|£|usd\\b|dollars?\\b|gbp\\b|pounds?\\b|livres sterling|chf\\b|francs?\\b|balles\\b"
                    + "|boules?\\b|centimes?\\b|cents?\\b|bitcoins?\\b|btc\\b|ht\\b|ttc\\b|h\\.t\\.?|t\\.t\\.c\\.?)";
    private static final String NUMBER = "\\d(?:[\\d .,']{0,30}\\d)?";
    private static final String WORD =
            "(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze"
                    + "|quinze|seize|vingts?|trente|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille|millions?|one"
                    + "|two|three|four|five|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|sixty"
                    + "|seventy|eighty|ninety|hundred|thousand|et|and|de|d')";
    private static final Pattern AFTER =
            Pattern.compile("(" + NUMBER + ") ?(k|m|mille|millions? d'?)? ?(?:d')?(" + CURRENCY + ")");
    private static final Pattern BEFORE = Pattern.compile("(?:€|\\$|£|\\beur|\\busd|\\bgbp|\\bchf) ?(" + NUMBER + ")");
    private static final Pattern PERCENT =
            Pattern.compile("(" + NUMBER + ") ?(?:%|٪|pour ?-?cents?\\b|per ?cent\\b|percent\\b)");
    private static final Pattern IN_WORDS = Pattern.compile("\\b(" + WORD + "(?:[ -]{1,3}" + WORD
            + "){0,12}) ?(?:€|euros?\\b|dollars?\\b|pounds?\\b|francs?\\b|balles\\b" + "|pour ?cents?\\b|percent\\b)");
    private static final Pattern NOTHING = Pattern.compile(
            "\\b(gratuit|gratis|gracieu|offert|offerte|for free|free of charge|is free|are free|free quote|free work"
                    + "|sans frais|sans rien payer|ne (?:vous )?coutera rien|moitie prix|half price|half off)");
    private static final Pattern PRICED = Pattern.compile(
            "\\b(?:prix|tarifs?|cout|coute|couts|coutera|couterait|coutent|vaut|paierez|payerez|montant|facture|forfait"
                    + "|price|costs?|fee|rate)\\b[^.!?\\d]{0,40}(" + NUMBER + ")(?! ?(?:m2|m3|m|ml|cm|mm|km|h|kg|l|e|er"
                    + "|eme|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?|ans?|annees?|years?|minutes?|min"
                    + "|photos?|pieces?|fois|personnes?|postes?|etapes?|lignes?)\\b)");

    private Amounts() {}

    /** The amounts of a text, each in one form however it is written. */
    static Set<String> of(String text) {
        var folded = Folded.of(text);
        var amounts = new HashSet<String>();
        for (var m = AFTER.matcher(folded); m.find(); ) {
            amounts.add(
                    value(m.group(1)) + (m.group(2) == null ? "" : m.group(2).strip()));
        }
        add(amounts, BEFORE.matcher(folded), "");
        add(amounts, PRICED.matcher(folded), "");
        add(amounts, PERCENT.matcher(folded), "%");
        for (var m = IN_WORDS.matcher(folded); m.find(); ) {
            amounts.add(m.group(1));
        }
        for (var m = NOTHING.matcher(folded); m.find(); ) {
            amounts.add(m.group(1));
        }
        return amounts;
    }

    /** Whether a word may be part of an amount that is still being written. */
    static boolean mayBegin(String word) {
        var folded = Folded.of(word);
        return folded.isEmpty()
                || folded.chars().anyMatch(c -> Character.isDigit(c) || "€$£%٪".indexOf(c) >= 0)
                || folded.matches(WORD + "(?:-" + WORD + "){0,8}[,.]?")
                || folded.matches("k|m|eur|usd|gbp|chf|half|moitie|free|sans|is|are|for|ne|vous|pour|per");
    }

    private static void add(Set<String> amounts, Matcher found, String unit) {
        while (found.find()) {
            amounts.add(value(found.group(1)) + unit);
        }
    }

    /** 1 200,00 and 1200 are one number. */
    private static String value(String written) {
        var digits = written.replaceAll("[ ']", "");
        var decimal = Math.max(digits.lastIndexOf(','), digits.lastIndexOf('.'));
        if (decimal >= 0 && digits.length() - decimal - 1 != 3) {
            digits = digits.substring(0, decimal).replaceAll("[.,]", "") + "." + digits.substring(decimal + 1);
        } else {
            digits = digits.replaceAll("[.,]", "");
        }
        return new BigDecimal(digits).stripTrailingZeros().toPlainString();
    }
}
