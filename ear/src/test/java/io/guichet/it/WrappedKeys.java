package io.guichet.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import static org.assertj.core.api.Assertions.assertThat;

/** Every key in the database that the platform key wraps, as they lie there. */
record WrappedKeys(Map<String, byte[]> boxes) {

    /** What a box begins with whose platform key has a name. */
    private static final byte NAMED = 2;

    private static final int NAME = 8;
    private static final int NONCE = 12;

    static WrappedKeys read() {
        try (var connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("select set_config('guichet.platform', 'on', true)");
            var boxes = new TreeMap<String, byte[]>();
            try (var rows = statement.executeQuery("""
                    select 'tnt_' || replace(id::text, '-', ''), data_key from tenants
                    union all select purpose, data_key from platform_data_keys""")) {
                while (rows.next()) {
                    boxes.put(rows.getString(1), rows.getBytes(2));
                }
            }
            return new WrappedKeys(boxes);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Keeps everybody else from the key of a tenant until the connection ends. */
    static Connection holding(Tenant tenant) throws SQLException {
        var connection = connect();
        try (var statement = connection.createStatement();
                var hold = connection.prepareStatement("select id from tenants where slug = ? for update")) {
            statement.execute("select set_config('guichet.platform', 'on', true)");
            hold.setString(1, tenant.slug());
            try (var row = hold.executeQuery()) {
                assertThat(row.next()).as("there is " + tenant.slug()).isTrue();
            }
        }
        return connection;
    }

    private static Connection connect() throws SQLException {
        var connection = DriverManager.getConnection(
                Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
        connection.setAutoCommit(false);
        return connection;
    }

    /** How many a platform key wrapped, and says so. */
    long of(String platformKey) {
        return boxes.values().stream().filter(box -> isOf(box, platformKey)).count();
    }

    /** What is in them, in hexadecimal digits. Each has to be of this key. */
    Map<String, String> openedBy(String platformKey) {
        return boxes.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        box -> HexFormat.of().formatHex(opened(box.getKey(), box.getValue(), platformKey))));
    }

    private static boolean isOf(byte[] box, String platformKey) {
        return box[0] == NAMED && Arrays.equals(Arrays.copyOfRange(box, 1, 1 + NAME), name(platformKey));
    }

    /** One from before platform keys had names begins with 1, and has none. */
    private static byte[] opened(String about, byte[] box, String platformKey) {
        if (box[0] == NAMED && !isOf(box, platformKey)) {
            throw new AssertionError("another platform key wrapped the key of " + about);
        }
        var from = box[0] == NAMED ? 1 + NAME : 1;
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var nonce = Arrays.copyOfRange(box, from, from + NONCE);
            cipher.init(
                    Cipher.DECRYPT_MODE,
                    new SecretKeySpec(Base64.getDecoder().decode(platformKey), "AES"),
                    new GCMParameterSpec(128, nonce));
            cipher.updateAAD(about.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(box, from + NONCE, box.length - from - NONCE);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("the key of " + about + " does not open", e);
        }
    }

    private static byte[] name(String platformKey) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update("guichet:platform-key\0".getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(Base64.getDecoder().decode(platformKey)), NAME);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code secrets.env} says: the current platform key, or those before it; empty where there is none. */
    static String secret(String name) {
        var file = Platform.state().resolve("secrets.env");
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
