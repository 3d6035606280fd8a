package io.guichet.tenancy;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The key that wraps every tenant's key. AES-256-GCM: a box is a version byte, a nonce of 12 bytes, the ciphertext and
 * its tag; what the box is for is authenticated with it, so that a box of one tenant does not open for another.
 */
@ApplicationScoped
public class PlatformKey {

    private static final byte VERSION = 1;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    @Inject
    @ConfigProperty(name = "guichet.platform.key")
    String encoded;

    private SecretKeySpec key = new SecretKeySpec(new byte[32], "AES");

    @PostConstruct
    void decode() {
        var bytes = bytes(encoded.strip());
        if (bytes.length != 32) {
            throw new IllegalStateException("guichet.platform.key is base64 of 32 bytes, not of " + bytes.length);
        }
        key = new SecretKeySpec(bytes, "AES");
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Without the cause: it quotes what may be a part of the key.
            throw new IllegalStateException("guichet.platform.key is base64 of 32 bytes, and this is no base64");
        }
    }

    byte[] newDataKey(String tenant) {
        var bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return seal(key, bytes, tenant);
    }

    SecretKeySpec unwrap(byte[] wrapped, String tenant) {
        return new SecretKeySpec(open(key, wrapped, tenant), "AES");
    }

    /**
     * Signs what we hand out and want to know again, e.g. the address of a file.
     *
     * @param purpose keeps signatures for different things apart
     * @return 43 characters of base64url
     */
    public String sign(String purpose, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            mac.update(("guichet:" + purpose + "\0").getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    static byte[] seal(SecretKeySpec key, byte[] plain, String about) {
        var nonce = new byte[NONCE];
        RANDOM.nextBytes(nonce);
        try {
            var cipher = cipher(Cipher.ENCRYPT_MODE, key, nonce, about);
            var sealed = cipher.doFinal(plain);
            return ByteBuffer.allocate(1 + NONCE + sealed.length)
                    .put(VERSION)
                    .put(nonce)
                    .put(sealed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM failed", e);
        }
    }

    /**
     * @throws IllegalStateException if the box was made with another key or for something else, or was changed
     */
    static byte[] open(SecretKeySpec key, byte[] box, String about) {
        if (box.length < 1 + NONCE + TAG_BITS / 8 || box[0] != VERSION) {
            throw new IllegalStateException("not a sealed box of version " + VERSION);
        }
        var nonce = java.util.Arrays.copyOfRange(box, 1, 1 + NONCE);
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
}
