package io.guichet.knowledge;

import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a known thing of a sector is called: tenant's own and the sector's meet under it. */
record KnownName(String sector, String name, String locale) {

    private static final Pattern SECTOR = Pattern.compile("[a-z][a-z0-9_-]{0,59}");
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final int LONGEST = 60;

    /**
     * Reads what somebody sent.
     *
     * @param otherwise what its name is made of where none was sent; null where one has to be
     */
    static KnownName of(
            @Nullable String sector,
            @Nullable String name,
            @Nullable String locale,
            @Nullable String otherwise,
            FieldErrors errors) {
        var of = KnownSector.called(sector == null ? "" : sector.strip());
        errors.check(SECTOR.matcher(of).matches(), "sector", "is the sector of an agent, e.g. restaurant");
        var called = name == null || name.isBlank() ? (otherwise == null ? "" : made(otherwise)) : name.strip();
        errors.check(
                NAME.matcher(called).matches() || (called.isEmpty() && otherwise != null),
                "name",
                "is lower case letters, digits and hyphens, at most 63");
        return new KnownName(of, called, LearnedText.locale(locale, errors));
    }

    private static String made(String text) {
        var folded = KnownSentence.fold(text).replace('.', ' ').replace(' ', '-');
        return folded.substring(0, Math.min(folded.length(), LONGEST)).replaceAll("-+$", "");
    }

    /** Sentences that somebody sent, each as a question is. */
    static List<String> sentences(
            @Nullable List<@Nullable String> sent, String field, int least, int most, FieldErrors errors) {
        var all = sent == null ? List.<@Nullable String>of() : sent;
        errors.check(all.size() >= least && all.size() <= most, field, "are " + least + " to " + most + " sentences");
        var sentences = new ArrayList<String>();
        for (var i = 0; i < Math.min(all.size(), most); i++) {
            sentences.add(LearnedText.question(all.get(i), field + "[" + i + "]", errors));
        }
        return sentences.stream().distinct().toList();
    }

    /** Where it stands in a list of the like. */
    Cursor position() {
        var key = sector + " " + name + " " + locale;
        return new Cursor(key, UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)));
    }
}
