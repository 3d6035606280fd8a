package io.guichet.knowledge;

import org.jspecify.annotations.Nullable;

/**
 * A part of a document that was found.
 *
 * @param title of the document
 * @param heading under which it stands
 * @param url of the page that it is from; null for a file
 * @param common whether it is the platform's and not the tenant's
 * @param score of both searches together: to compare passages of one answer, and no more
 * @param similarity of its meaning with the question's, -1 to 1; null where meanings could not be compared
 */
public record Passage(
        String documentId,
        String title,
        @Nullable String heading,
        String text,
        @Nullable String url,
        boolean common,
        double score,
        @Nullable Double similarity) {}
