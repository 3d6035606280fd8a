package io.guichet.throttle;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.UUID;

/**
 * So many requests in a window, which begins with the first of them.
 *
 * @param name of the policy, as callers read it, e.g. {@code visitor-writes}
 * @param requests at least 1
 */
public record Limit(String name, int requests, Duration window) {

    public Limit {
        if (!isName(name)) {
            throw new IllegalArgumentException("no name of a limit: " + name);
        }
        if (requests < 1) {
            throw new IllegalArgumentException("a limit lets at least one request through, not " + requests);
        }
        if (window.isNegative() || window.isZero()) {
            throw new IllegalArgumentException("a window is longer than nothing");
        }
    }

    /** Small letters, with hyphens between them. Without a regular expression: each request makes one. */
    private static boolean isName(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            if ((c < 'a' || c > 'z') && (c != '-' || i == 0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    /** How much a node takes at once of what all share: little enough that what it does not use is missed by nobody. */
    int lease() {
        return Math.max(1, requests / 10);
    }

    /** Names the window of one subject; neither an address nor a secret can be read from it. */
    UUID keyOf(String subject) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest((name + '\n' + subject).getBytes(StandardCharsets.UTF_8));
            var bytes = ByteBuffer.wrap(digest);
            return new UUID(bytes.getLong(), bytes.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
