package io.guichet.spi.sector;

import java.util.Locale;
import java.util.Objects;

/**
 * What an agent is given for one turn.
 *
 * @param locale the language to answer in; French unless the contact or the tenant chose another
 * @param text what the contact wrote, at most 8,000 characters; empty when only photos came
 * @param newPhotos how many photos came with this turn
 * @param photos how many photos the conversation has, those of this turn included
 * @param known what was learned in the turns before; {@link Facts#NONE} in the first
 * @param priceBook what prices may be named
 * @param speaksFor who the agent speaks for, e.g. {@code Durant Peinture}
 * @param context what is known of the contact besides what he wrote
 * @param business what time it is there, when it is open, what is taken
 */
public record TurnRequest(
        Locale locale,
        String text,
        int newPhotos,
        int photos,
        Facts known,
        PriceBook priceBook,
        String speaksFor,
        TurnContext context,
        Business business) {

    public TurnRequest {
        Objects.requireNonNull(locale);
        Objects.requireNonNull(text);
        Objects.requireNonNull(known);
        Objects.requireNonNull(priceBook);
        Objects.requireNonNull(speaksFor);
        Objects.requireNonNull(context);
        Objects.requireNonNull(business);
        if (newPhotos < 0 || photos < newPhotos) {
            throw new IllegalArgumentException("photos: " + newPhotos + " new of " + photos);
        }
    }

    /** A turn with a business of which nothing is known. */
    public TurnRequest(
            Locale locale,
            String text,
            int newPhotos,
            int photos,
            Facts known,
            PriceBook priceBook,
            String speaksFor,
            TurnContext context) {
        this(locale, text, newPhotos, photos, known, priceBook, speaksFor, context, Business.UNKNOWN);
    }

    /** A turn of which nothing else is known. */
    public TurnRequest(
            Locale locale, String text, int newPhotos, int photos, Facts known, PriceBook priceBook, String speaksFor) {
        this(locale, text, newPhotos, photos, known, priceBook, speaksFor, TurnContext.NONE);
    }
}
