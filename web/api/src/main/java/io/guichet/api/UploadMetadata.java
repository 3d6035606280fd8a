package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** The header Upload-Metadata: pairs of a name and a value in base64, with commas between. */
final class UploadMetadata {

    private static final int LONGEST = 4_000;

    private UploadMetadata() {}

    /**
     * The name of the file.
     *
     * @throws GuichetException {@link ProblemCode#BAD_REQUEST} if there is none, or it cannot be read
     */
    static String filename(@Nullable String header) {
        if (header != null && header.length() <= LONGEST) {
            for (var pair : header.split(",")) {
                var parts = pair.strip().split(" +");
                if (parts.length == 2 && parts[0].equals("filename")) {
                    return decoded(parts[1]);
                }
            }
        }
        throw unreadable();
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw unreadable();
        }
    }

    private static GuichetException unreadable() {
        return new GuichetException(
                ProblemCode.BAD_REQUEST, "Upload-Metadata has « filename » and the file's name in base64.");
    }
}
