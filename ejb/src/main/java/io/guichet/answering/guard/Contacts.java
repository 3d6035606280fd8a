package io.guichet.answering.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** How somebody can be reached or charged: addresses of e-mail, telephone and bank numbers in a text. Pure. */
final class Contacts {

    private static final Pattern EMAIL = Pattern.compile(
            "[a-z0-9._%+-]{1,64} ?(?:@|\\(at\\)|\\[at\\]| arobase ) ?[a-z0-9-]{1,63}(?:\\.[a-z0-9-]{1,63}){1,5}");
    /** A comma ends a number, unless it is that of a decimal. */
    private static final Pattern PHONE =
            Pattern.compile("(?<!\\d)(?<!\\d,)(?:\\+|00)?\\d(?:[ .()-]{0,2}\\d){8,14}(?!\\d|,\\d)");

    private static final Pattern IBAN =
            Pattern.compile("\\b[a-z]{2}\\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?\\b");

    private static final Pattern PART = Pattern.compile("[a-z0-9][._%+][a-z0-9]|@|[(\\[]at[)\\]]|^arobase$");

    private Contacts() {}

    /** Whether a word may be part of an address that is still being written. */
    static boolean mayBegin(String word) {
        return PART.matcher(Folded.of(word)).find();
    }

    static Set<String> of(String text) {
        var folded = Folded.of(text);
        var found = new HashSet<String>();
        for (var pattern : List.of(EMAIL, IBAN, PHONE)) {
            for (var m = pattern.matcher(folded); m.find(); ) {
                found.add(m.group().replaceAll("[ .()-]", ""));
            }
        }
        return found;
    }
}
