package io.guichet.knowledge;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A file that somebody sent to be read: its name, its kind, its bytes. */
public final class ReceivedDocument {

    /** Largest file, in bytes. */
    public static final int LARGEST = 10 * 1024 * 1024;

    private static final int LONGEST = 255;

    private final String title;
    private final String fileName;
    private final DocumentKind kind;
    private final byte[] bytes;

    private ReceivedDocument(String title, String fileName, DocumentKind kind, byte[] bytes) {
        this.title = title;
        this.fileName = fileName;
        this.kind = kind;
        this.bytes = bytes;
    }

    /**
     * @param fileName as it came; its folders are left out
     * @param title null for the file's name
     * @throws GuichetException {@link ProblemCode#FILE_TOO_LARGE}, {@link ProblemCode#UNSUPPORTED_FILE}, {@link
     *     ProblemCode#INVALID_FIELDS}
     */
    public static ReceivedDocument check(String fileName, @Nullable String title, byte[] bytes) {
        if (bytes.length > LARGEST) {
            throw new GuichetException(
                    ProblemCode.FILE_TOO_LARGE, "A document has at most " + LARGEST / (1024 * 1024) + " MB.");
        }
        var name = clean(fileName.substring(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1));
        var kind = DocumentKind.ofFile(name, bytes)
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.UNSUPPORTED_FILE,
                        "A document is a .txt, .md, .html, .pdf, .docx or .csv that is what its name says."));
        return new ReceivedDocument(title(title, name), name, kind, bytes);
    }

    /**
     * A title that somebody gave, or what stands for it.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}
     */
    static String title(@Nullable String given, String otherwise) {
        checkTitle(new FieldErrors(), given).throwIfAny();
        var title = given == null ? "" : clean(given);
        return title.isEmpty() ? otherwise.substring(0, Math.min(otherwise.length(), LONGEST)) : title;
    }

    /** Adds what is wrong with a title that somebody gave. */
    static FieldErrors checkTitle(FieldErrors errors, @Nullable String given) {
        return errors.check(
                given == null || clean(given).length() <= LONGEST, "title", "is at most " + LONGEST + " characters");
    }

    private static String clean(String text) {
        var clean = text.replaceAll("[\\p{Cc}\\p{Cf}]", " ").strip();
        return clean.length() > LONGEST * 4 ? clean.substring(0, LONGEST * 4) : clean;
    }

    String title() {
        return title;
    }

    String fileName() {
        return fileName.length() <= LONGEST ? fileName : fileName.substring(fileName.length() - LONGEST);
    }

    DocumentKind kind() {
        return kind;
    }

    byte[] bytes() {
        return bytes;
    }

    byte[] sha256() {
        return sha256(bytes);
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What two of them are told apart by, for a key of idempotency. */
    String fingerprint() {
        return Objects.hash(title, fileName) + "/" + java.util.HexFormat.of().formatHex(sha256());
    }
}
