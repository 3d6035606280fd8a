package io.guichet.kernel;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** New ids (UUIDv7, so that rows are inserted in order), and their public form: a prefix and 32 hexadecimal digits. */
public final class Ids {

    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{32}");

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
        if (!HEX.matcher(hex).matches()) {
            return Optional.empty();
        }
        return Optional.of(new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16)));
    }
}
