package io.guichet.knowledge;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A document, for those who look after it.
 *
 * @param kind {@code txt}, {@code md}, {@code html}, {@code pdf}, {@code docx}, {@code csv} or {@code page}
 * @param sizeBytes as received; 0 of a page that was not fetched yet
 * @param sha256 of what was received, in hexadecimal digits
 * @param state {@code received}, {@code parsing}, {@code indexing}, {@code ready} or {@code failed}
 * @param failure why it failed, for whoever sent it; begins as one of {@link DocumentFailure}
 * @param passages how many of it are found
 * @param version of its content: one more each time it is replaced or fetched anew
 */
public record DocumentView(
        String id,
        String title,
        String kind,
        String collection,
        @Nullable String fileName,
        @Nullable String url,
        long sizeBytes,
        @Nullable String sha256,
        String state,
        @Nullable String failure,
        int passages,
        int version,
        Instant createdAt,
        Instant updatedAt) {}
