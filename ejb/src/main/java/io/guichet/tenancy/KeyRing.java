package io.guichet.tenancy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The platform keys: one that wraps, and those before it that still open what they wrapped. AES-256-GCM: a box is a
 * version byte, a nonce of 12 bytes, the ciphertext and its tag; a box of a platform key names its key behind the version.
 * What a box is for is authenticated with it, so that a box of one tenant does not open for another.
 */
public final class KeyRing {

    private static final byte PLAIN = 1;
    private static final byte NAMED = 2;
    private static final int NAME = 8;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<NamedKey> keys;

    private KeyRing(List<NamedKey> keys) {
        this.keys = List.copyOf(keys);
    }

    /**
     * @param current base64 of 32 bytes
     * @param previous the same, between commas; empty where there is none
     * @throws IllegalStateException naming the key of configuration that is none, without its value
     */
    public static KeyRing of(String current, String previous) {
        var keys = new ArrayList<NamedKey>();
        keys.add(key(current, "guichet.platform.key"));
        Arrays.stream(previous.split(","))
                .map(String::strip)
                .filter(k -> !k.isEmpty())
                .map(k -> key(k, "guichet.platform.previous-keys"))
                .forEach(keys::add);
        return new KeyRing(keys);
    }

    private static NamedKey key(String encoded, String property) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(encoded.strip());
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes what may be a part of the key.
            throw new IllegalStateException(property + " is base64 of 32 bytes, and this is no base64");
        }
        if (bytes.length != 32) {
            throw new IllegalStateException(property + " is base64 of 32 bytes, not of " + bytes.length);
        }
        return new NamedKey(nameOf(bytes), new SecretKeySpec(bytes, "AES"));
    }

    private static byte[] nameOf(byte[] key) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("guichet:platform-key\0".getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(key), NAME);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What a box of the current key begins with, and no other box does. */
    public byte[] mark() {
        return ByteBuffer.allocate(1 + NAME)
                .put(NAMED)
                .put(keys.getFirst().name())
                .array();
    }

    byte[] wrap(byte[] plain, String about) {
        var box = seal(keys.getFirst().key(), plain, about);
        return ByteBuffer.allocate(NAME + box.length)
                .put(mark())
                .put(box, 1, box.length - 1)
                .array();
    }

    /** The same content in a box of the current key; nothing where it is in one. */
    Optional<byte[]> rewrap(byte[] box, String about) {
        return isCurrent(box) ? Optional.empty() : Optional.of(wrap(unwrap(box, about), about));
    }

    private boolean isCurrent(byte[] box) {
        return box.length > 1 + NAME && Arrays.equals(Arrays.copyOf(box, 1 + NAME), mark());
    }

    /**
     * @throws IllegalStateException if none of the keys wrapped it, or for something else, or it was changed
     */
    byte[] unwrap(byte[] box, String about) {
        if (box.length > 0 && box[0] == PLAIN) {
            return unnamed(box, about);
        }
        if (box.length < 1 + NAME || box[0] != NAMED) {
            throw new IllegalStateException("not a box of a platform key");
        }
        var name = Arrays.copyOfRange(box, 1, 1 + NAME);
        var key = keys.stream()
                .filter(k -> Arrays.equals(k.name(), name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "a box was wrapped by a key that is neither guichet.platform.key nor one of"
                                + " guichet.platform.previous-keys"));
        var plain = Arrays.copyOfRange(box, NAME, box.length);
        plain[0] = PLAIN;
        return open(key.key(), plain, about);
    }

    /** A box from before keys had names: any of them may have wrapped it. */
    private byte[] unnamed(byte[] box, String about) {
        for (var key : keys.subList(0, keys.size() - 1)) {
            try {
                return open(key.key(), box, about);
            } catch (IllegalStateException anotherKeys) {
                continue;
            }
        }
        return open(keys.getLast().key(), box, about);
    }

    /** The keys, the current one first. */
    List<SecretKeySpec> keys() {
        return keys.stream().map(NamedKey::key).toList();
    }

    static byte[] randomKey() {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    static byte[] seal(SecretKeySpec key, byte[] plain, String about) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            // Straight into the box: what is sealed may be a file of ten megabytes.
            var box = new byte[1 + NONCE + plain.length + TAG_BITS / 8];
            box[0] = PLAIN;
            System.arraycopy(nonce, 0, box, 1, NONCE);
            cipher(Cipher.ENCRYPT_MODE, key, nonce, about).doFinal(plain, 0, plain.length, box, 1 + NONCE);
            return box;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * @throws IllegalStateException if the box was made with another key or for something else, or was changed
     */
    static byte[] open(SecretKeySpec key, byte[] box, String about) {
        if (box.length < 1 + NONCE + TAG_BITS / 8 || box[0] != PLAIN) {
            throw new IllegalStateException("not a sealed box of version " + PLAIN);
        }
        var nonce = Arrays.copyOfRange(box, 1, 1 + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, about).doFinal(box, 1 + NONCE, box.length - 1 - NONCE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a sealed box does not open; is guichet.platform.key the right one?", e);
        }
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, String about)
            throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record NamedKey(byte[] name, SecretKeySpec key) {}
}
