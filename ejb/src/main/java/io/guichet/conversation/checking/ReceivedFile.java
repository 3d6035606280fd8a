package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A file that was checked by its content, as it is kept: an image is upright, no larger than needed, and nothing but its
 * pixels.
 *
 * @param type of the bytes: a WebP is kept as another image
 * @param cameAs SHA-256 of what came: the same file sent again has the same
 * @param sha256 of the bytes
 * @param width of an image, in pixels; null where it is none
 * @param thumbnail JPEG of at most 320 pixels a side, or null where it is no image
 * @param takenAt by the camera's clock; null where no camera said it
 */
@SuppressWarnings("ArrayRecordComponent")
public record ReceivedFile(
        String name,
        FileType type,
        byte[] bytes,
        byte[] cameAs,
        byte[] sha256,
        @Nullable Integer width,
        @Nullable Integer height,
        byte @Nullable [] thumbnail,
        @Nullable LocalDateTime takenAt) {

    /** Largest file, in bytes. */
    public static final int LARGEST = 10 * 1024 * 1024;

    private static final int LONGEST_NAME = 255;

    public long size() {
        return bytes.length;
    }

    /**
     * Checks a file, and makes of it what is kept.
     *
     * @param owner the tenant's: others' files do not wait for all of his
     * @param visitor who sent it: nor do those of the tenant's other visitors
     * @param claimedName as the browser sent it: only its last part is kept, and only for people to read
     * @param content fetched once its turn has come: who waits holds no memory
     * @throws GuichetException {@link ProblemCode#FILE_TOO_LARGE}, {@link ProblemCode#UNSUPPORTED_FILE}; {@link
     *     ProblemCode#UNAVAILABLE} where too many come at once
     */
    public static ReceivedFile check(String owner, String visitor, String claimedName, Supplier<byte[]> content) {
        var heavy =
                FileType.claimed(cleaned(claimedName)).filter(FileType::isHeavy).isPresent();
        return Turn.OF_ALL.in(owner, visitor, heavy, () -> check(claimedName, content.get()));
    }

    static ReceivedFile check(String claimedName, byte[] bytes) {
        checkSize(bytes.length);
        var name = cleaned(claimedName);
        var type = FileType.of(bytes).orElseThrow(() -> Refusals.refused("It is no JPEG, PNG, WebP or PDF."));
        var claimed = FileType.claimed(name);
        if (claimed.isEmpty() || claimed.get() != type) {
            throw Refusals.refused("It is not what its name says.");
        }
        if (type == FileType.PDF) {
            Document.check(bytes);
            var hash = sha256(bytes);
            return new ReceivedFile(name, type, bytes, hash, hash, null, null, null, null);
        }
        var picture = Picture.of(type, bytes);
        return new ReceivedFile(
                picture.type().named(name),
                picture.type(),
                picture.bytes(),
                sha256(bytes),
                sha256(picture.bytes()),
                picture.width(),
                picture.height(),
                picture.thumbnail(),
                picture.takenAt());
    }

    /**
     * Refuses what would be refused anyway, before its content is there.
     *
     * @return the name as it would be kept
     * @throws GuichetException {@link ProblemCode#FILE_TOO_LARGE}, {@link ProblemCode#UNSUPPORTED_FILE}
     */
    public static String checkClaim(String claimedName, long size) {
        checkSize(size);
        var name = cleaned(claimedName);
        if (FileType.claimed(name).isEmpty()) {
            throw Refusals.refused("It is called neither .jpg, .png, .webp nor .pdf.");
        }
        return name;
    }

    private static void checkSize(long size) {
        if (size > LARGEST) {
            throw new GuichetException(ProblemCode.FILE_TOO_LARGE, "A file has at most 10 MB.");
        }
    }

    private static String cleaned(String name) {
        var last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1)
                .replaceAll("[\\p{Cc}\\p{Cf}]", "")
                .strip();
        if (last.isEmpty()) {
            throw Refusals.refused("It has no name.");
        }
        return last.length() > LONGEST_NAME ? last.substring(last.length() - LONGEST_NAME) : last;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
