package io.guichet.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A tenant that a test makes for itself and may ruin: in the database, with a key of its own, one deployment and one
 * craftsman.
 */
final class OwnTenant {

    /** What each of them calls the one craftsman that it has. */
    static final String CRAFTSMAN = "OWN-1";

    private static final SecureRandom RANDOM = new SecureRandom();

    private OwnTenant() {}

    /**
     * @param name stands in its slug, its name and the key of its deployment, so that it is seen where it should not be
     */
    static Tenant called(String name) {
        var id = UUID.randomUUID();
        var key = "gk_" + random();
        var deployment = "dpl_" + name.replace('-', '_');
        try (var connection = DriverManager.getConnection(
                Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"))) {
            connection.setAutoCommit(false);
            execute(connection, "select set_config('guichet.tenant', ?, true)", id.toString());
            execute(
                    connection,
                    "insert into tenants (id, slug, name, kind, data_key, created_at) values (?, ?, ?, 'vendor', ?, now())",
                    id,
                    name,
                    name,
                    HexFormat.of().parseHex(dataKey(id)));
            addKey(connection, id, key);
            execute(
                    connection,
                    "insert into agent_deployments (id, tenant_id, agent_id, name, deployment_key, deployment_mode, created_at)"
                            + " select ?, ?, id, ?, ?, 'shared', now() from agents where slug = 'expert-btp'",
                    UUID.randomUUID(),
                    id,
                    name,
                    deployment);
            addCraftsman(connection, id, name);
            connection.commit();
            return new Tenant(name, key, deployment);
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A key beside those that it has, or had; its deployments are there again, too. */
    static String anotherKeyOf(Tenant tenant) {
        var key = "gk_" + random();
        try (var connection = DriverManager.getConnection(
                        Platform.told("DB_URL"), Platform.told("DB_OWNER_USER"), Platform.told("DB_OWNER_PASSWORD"));
                var platform = connection.prepareStatement("select set_config('guichet.platform', 'on', true)");
                var find = connection.prepareStatement("select id from tenants where slug = ?")) {
            connection.setAutoCommit(false);
            platform.execute();
            find.setString(1, tenant.slug());
            try (var row = find.executeQuery()) {
                row.next();
                var id = row.getObject(1, UUID.class);
                execute(connection, "select set_config('guichet.tenant', ?, true)", id.toString());
                addKey(connection, id, key);
                execute(connection, """
                        update agent_deployments d set deleted_at = null, is_active = true
                         where tenant_id = ? and not exists (
                               select from agent_deployments o
                                where o.tenant_id = d.tenant_id and o.agent_id = d.agent_id and o.name = d.name
                                  and o.id <> d.id)""", id);
            }
            connection.commit();
            return key;
        } catch (SQLException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void addCraftsman(Connection connection, UUID tenant, String name) throws SQLException {
        var user = UUID.randomUUID();
        execute(
                connection,
                "insert into users (id, email, name, created_at) values (?, ?, 'Anne Essai', now())",
                user,
                name + "@essai.example");
        execute(
                connection,
                "insert into members (id, tenant_id, user_id, external_id, name, permissions, linked_at)"
                        + " values (?, ?, ?, ?, 'Anne Essai', '{\"can_create_sessions\":true}', now())",
                UUID.randomUUID(),
                tenant,
                user,
                CRAFTSMAN);
    }

    private static void addKey(Connection connection, UUID tenant, String key)
            throws SQLException, GeneralSecurityException {
        execute(
                connection,
                "insert into api_keys (id, tenant_id, prefix, key_hash, created_at) values (?, ?, ?, ?, now())",
                UUID.randomUUID(),
                tenant,
                key.substring(0, 10),
                MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    }

    private static void execute(Connection connection, String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (var i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }

    /** A tenant's key, wrapped by the platform's as the platform itself once did it; in hexadecimal digits. */
    static String dataKey(UUID tenant) {
        try {
            var nonce = bytes(12);
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            var key = Base64.getDecoder().decode(Platform.told("PLATFORM_KEY"));
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
            cipher.updateAAD(("tnt_" + tenant.toString().replace("-", "")).getBytes(StandardCharsets.UTF_8));
            return "01" + HexFormat.of().formatHex(nonce) + HexFormat.of().formatHex(cipher.doFinal(bytes(32)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String random() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(32));
    }

    private static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
