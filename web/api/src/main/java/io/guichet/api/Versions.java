package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.core.EntityTag;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Versions of what two editors may change at once: an answer carries {@code ETag: "7"}, an update asks for {@code
 * If-Match: "7"}.
 *
 * @see "RFC 9110, 13.1.1; RFC 6585, 3"
 */
final class Versions {

    private static final Pattern TAG = Pattern.compile("\"(\\d{1,9})\"");

    private Versions() {}

    static EntityTag tag(int version) {
        return new EntityTag(Integer.toString(version));
    }

    /**
     * The version that an update changes; nothing for {@code *}, which changes whatever is there.
     *
     * @throws GuichetException {@link ProblemCode#PRECONDITION_REQUIRED} where there is no header, {@link
     *     ProblemCode#PRECONDITION_FAILED} where it names no version of ours
     */
    static OptionalInt expected(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.isBlank()) {
            throw new GuichetException(
                    ProblemCode.PRECONDITION_REQUIRED, "If-Match carries the ETag that was read, or *.");
        }
        if (ifMatch.strip().equals("*")) {
            return OptionalInt.empty();
        }
        var tag = TAG.matcher(ifMatch.strip());
        if (!tag.matches()) {
            throw new GuichetException(ProblemCode.PRECONDITION_FAILED, "If-Match is not the ETag of what is there.");
        }
        return OptionalInt.of(Integer.parseInt(tag.group(1)));
    }
}
