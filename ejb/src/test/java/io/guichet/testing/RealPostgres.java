package io.guichet.testing;

import io.guichet.kernel.Migrations;
import io.guichet.kernel.TenantId;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, started once per JVM and migrated as in production: one role owns the schema, another one, which
 * owns nothing, is the application's. Tests share it; each makes tenants of its own.
 */
public final class RealPostgres implements BeforeAllCallback {

    public static final String OWNER = "guichet_owner";
    public static final String APPLICATION = "guichet_app";

    private static final String DATABASE = "guichet";
    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(RealPostgres.class);

    private static EmbeddedPostgres server;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot().getStore(NAMESPACE).getOrComputeIfAbsent(Running.class, key -> start());
    }

    private static Running start() {
        try {
            var started = EmbeddedPostgres.builder()
                    .setLocaleConfig("locale", "C.UTF-8")
                    .setServerConfig("timezone", "UTC")
                    .start();
            server = started;
            try (var connection = started.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create role " + OWNER + " login password '" + OWNER + "'");
                statement.execute("create role " + APPLICATION + " login password '" + APPLICATION + "'");
                statement.execute("create database " + DATABASE + " owner " + OWNER);
            }
            Migrations.migrate(url(), OWNER, OWNER, APPLICATION);
            return new Running(started);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the roles and the database could not be made", e);
        }
    }

    public static String url() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/" + DATABASE;
    }

    /** Connections of the application's role, a new one each time. */
    public static DataSource application() {
        return dataSource(APPLICATION);
    }

    /** Connections of the role that owns the schema. */
    public static DataSource owner() {
        return dataSource(OWNER);
    }

    /** Connections of the superuser, whom no policy binds. */
    public static DataSource superuser() {
        return dataSource("postgres");
    }

    private static DataSource dataSource(String role) {
        var source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(role);
        source.setPassword(role);
        return source;
    }

    /** Works with SQL as the application's role does in a tenant: one transaction, committed at its end. */
    public static <T> T inTenant(TenantId tenant, SqlWork<T> work) {
        try (var connection = application().getConnection()) {
            return inTenant(connection, tenant, work);
        } catch (SQLException e) {
            throw new SqlFailed(e);
        }
    }

    /** The same on a connection that lives longer, as one of a pool does. */
    public static <T> T inTenant(Connection connection, TenantId tenant, SqlWork<T> work) throws SQLException {
        connection.setAutoCommit(false);
        try {
            try (var set = connection.prepareStatement("select set_config('guichet.tenant', ?, true)")) {
                set.setString(1, tenant.value().toString());
                set.execute();
            }
            var result = work.with(connection);
            connection.commit();
            return result;
        } catch (SQLException | RuntimeException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** What is done with a connection. */
    @FunctionalInterface
    public interface SqlWork<T> {
        T with(Connection connection) throws SQLException;
    }

    /** An SQL statement of a test failed. */
    public static final class SqlFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        SqlFailed(SQLException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private record Running(EmbeddedPostgres server) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            Persistence.close();
            server.close();
        }
    }
}
