package io.guichet.spi.model;

import io.guichet.spi.config.Settings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a model that is computed in this process. Vectors of other files cannot be compared with its: what they hold
 * is part of which model it is, so a provider that has {@link #SETTINGS} is asked for {@code name@edition}.
 *
 * @param network the network, in one file
 * @param tokenizer what cuts a text into the pieces that the network knows
 * @param pooling how the vectors of pieces become that of a text, in the provider's own words
 * @param queryPrefix the words before what is asked; empty for none
 * @param passagePrefix the words before what is kept; empty for none
 */
public record ModelFiles(Path network, Path tokenizer, String pooling, String queryPrefix, String passagePrefix) {

    /** The setting that says where the network is. */
    public static final String NETWORK = "model_file";

    /** The setting that says where its tokenizer is. */
    public static final String TOKENIZER = "tokenizer_file";

    /** The setting that says how the vectors of pieces become that of a text. */
    public static final String POOLING = "pooling";

    /** The pooling where none is set: the average of all pieces. */
    public static final String MEAN = "mean";

    /** Set by whoever runs the platform, and by nobody else: they name files of the server, and say what vectors mean. */
    public static final Set<String> SETTINGS =
            Set.of(NETWORK, TOKENIZER, POOLING, TextUse.ASKED.setting(), TextUse.KEPT.setting());

    private static final int DIGITS = 16;

    /** Of a model that wants no words before a text. */
    public ModelFiles(Path network, Path tokenizer, String pooling) {
        this(network, tokenizer, pooling, "", "");
    }

    /**
     * @return nothing where no files are named
     * @throws java.nio.file.InvalidPathException if what is named is no path
     */
    public static Optional<ModelFiles> of(Settings settings) {
        return settings.get(NETWORK)
                .map(network -> new ModelFiles(
                        Path.of(network),
                        Path.of(settings.get(TOKENIZER).orElse("")),
                        settings.get(POOLING).orElse(MEAN),
                        TextUse.ASKED.prefix(settings),
                        TextUse.KEPT.prefix(settings)));
    }

    /**
     * What tells this model from any other: the same for the same bytes and prefixes, wherever they lie.
     *
     * @return 16 hexadecimal digits
     * @throws IOException if a file cannot be read; says which
     */
    public String edition() throws IOException {
        requireReadable(network);
        requireReadable(tokenizer);
        var digest = sha256();
        try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
            Files.copy(network, out);
            Files.copy(tokenizer, out);
            out.write(pooling.getBytes(StandardCharsets.UTF_8));
            if (!queryPrefix.isEmpty() || !passagePrefix.isEmpty()) {
                out.write(("\n" + queryPrefix + "\n" + passagePrefix).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
    }

    private static void requireReadable(Path file) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new IOException("there is no file that can be read at " + file);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
