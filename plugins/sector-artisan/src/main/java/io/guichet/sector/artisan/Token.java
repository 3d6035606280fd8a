package io.guichet.sector.artisan;

import java.math.BigDecimal;

/** A piece of a sentence. */
sealed interface Token {

    /**
     * A word, lower-case and without accents.
     *
     * @param text as written
     * @param stem by which it is compared, see {@link Stem}
     * @param glued whether nothing separates it from what stands before
     */
    record Word(String text, String stem, boolean glued) implements Token {
        Word(String text, boolean glued) {
            this(text, Stem.of(text), glued);
        }
    }

    /** A number without a unit. */
    record Numeral(BigDecimal value, boolean glued) implements Token {}

    /** A number and its unit. */
    record Measure(BigDecimal value, Unit unit) implements Token {}

    /**
     * What separates words.
     *
     * @param strong whether a sentence ends here
     */
    record Break(char sign, boolean strong) implements Token {}

    /** What a measure is counted in. */
    enum Unit {
        AREA,
        LENGTH,
        VOLUME,
        YEARS,
        /** Two lengths without any unit, multiplied: an area where an area is talked about. */
        BARE_AREA,
        /** Money, heights, percents: understood, and of no use here. */
        IGNORED
    }

    default boolean is(String word) {
        return this instanceof Word w && w.text().equals(word);
    }
}
