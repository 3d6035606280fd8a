package io.guichet.tenancy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The hash that chains one entry of the audit trail to the one before. Each field goes in with its length, so that no
 * two entries read the same; what is absent differs from what is empty.
 */
final class AuditHash {

    /** What the first entry of a chain follows. */
    static final byte[] START = new byte[32];

    private AuditHash() {}

    /**
     * @param at cut to microseconds, as PostgreSQL keeps it
     * @return 32 bytes
     */
    static byte[] of(byte[] previous, UUID tenant, long number, Instant at, @Nullable String... texts) {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(previous);
        bytes.writeBytes(ByteBuffer.allocate(36)
                .putLong(tenant.getMostSignificantBits())
                .putLong(tenant.getLeastSignificantBits())
                .putLong(number)
                .putLong(at.getEpochSecond())
                .putInt(at.getNano() / 1_000)
                .array());
        for (var text : texts) {
            var utf8 = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(ByteBuffer.allocate(4)
                    .putInt(text == null ? -1 : utf8.length)
                    .array());
            bytes.writeBytes(utf8);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
