package io.guichet.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Optional;
import java.util.UUID;

/** New ids (UUIDv7, so that rows are inserted in order), and their public form: a prefix and 32 hexadecimal digits. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final int DIGITS = 32;

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /** The public form, e.g. {@code conv_0192f0c1…}. */
    public static String print(String prefix, UUID id) {
        return prefix + id.toString().replace("-", "");
    }

    /**
     * Reads the public form.
     *
     * @return nothing where the text is not one: a caller then answers as for an id that does not exist
     */
    public static Optional<UUID> parse(String prefix, String text) {
        if (!text.startsWith(prefix)) {
            return Optional.empty();
        }
        var hex = text.substring(prefix.length());
        if (hex.length() != DIGITS || !isHex(hex)) {
            return Optional.empty();
        }
        return Optional.of(new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16)));
    }

    /** In small letters: an id has one form. */
    private static boolean isHex(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
