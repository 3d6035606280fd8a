package io.guichet.kernel;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * A bearer secret that we made: 256 random bits behind a prefix that says what it opens. It is shown once; what is stored
 * is {@link #hash()}.
 *
 * @param text prefix and 43 characters of base64url
 */
public record Token(String text) {

    private static final SecureRandom RANDOM = new SecureRandom();

    public static Token random(String prefix) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return new Token(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** SHA-256 of the text: as good as the secret is random. */
    public byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first characters, by which a person tells one key from another. */
    public String hint() {
        return text.substring(0, Math.min(text.length(), 10));
    }

    /** Never the secret. */
    @Override
    public String toString() {
        return "Token[" + hint() + "…]";
    }
}
