package io.guichet.kernel;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Where a list goes on: after the row with this value of the sort key, and with this id among equals. Its public form is
 * opaque: base64url.
 *
 * @param key the sort key's value as text; empty where the list is in the order of ids
 */
public record Cursor(String key, UUID id) implements Comparable<Cursor> {

    private static final Comparator<Cursor> ORDER = Comparator.comparing(Cursor::key)
            .thenComparing(cursor -> cursor.id().toString());

    /**
     * Reads the public form; nothing for null.
     *
     * @throws GuichetException {@link ProblemCode#BAD_REQUEST} if it is none of ours
     */
    public static Optional<Cursor> parse(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        try {
            var plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            var id = UUID.fromString(plain.substring(0, 36));
            var key = plain.substring(36);
            if (key.indexOf('\0') >= 0) {
                throw unreadable();
            }
            return Optional.of(new Cursor(key, id));
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw unreadable();
        }
    }

    /**
     * The key of a list that is in the order of time.
     *
     * @throws GuichetException {@link ProblemCode#BAD_REQUEST} if it is no instant
     */
    public Instant instant() {
        return Instants.read(key).orElseThrow(Cursor::unreadable);
    }

    /** By their keys, and among equals by their ids, as the database has them. */
    @Override
    public int compareTo(Cursor other) {
        return ORDER.compare(this, other);
    }

    private static GuichetException unreadable() {
        return new GuichetException(ProblemCode.BAD_REQUEST, "cursor is a page.next of this list.");
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((id + key).getBytes(StandardCharsets.UTF_8));
    }
}
