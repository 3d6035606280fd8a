import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/**
 * Makes the roles and databases that Guichet and Keycloak need; whatever is there already is kept, passwords are set
 * anew. Reads where and with which passwords from the environment that {@code ./guichet} sets.
 */
class Database {

    public static void main(String[] arguments) throws SQLException {
        String owner = env("GUICHET_DB_OWNER_USER");
        String app = env("GUICHET_DB_USER");
        try (Connection postgres = connect("postgres")) {
            role(postgres, owner, env("GUICHET_DB_OWNER_PASSWORD"));
            role(postgres, app, env("GUICHET_DB_PASSWORD"));
            role(postgres, "guichet_keycloak", env("KEYCLOAK_DB_PASSWORD"));
            database(postgres, "guichet", owner);
            database(postgres, "keycloak", "guichet_keycloak");
        }
        try (Connection guichet = connect("guichet");
                Statement statement = guichet.createStatement()) {
            statement.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm");
            statement.execute("CREATE EXTENSION IF NOT EXISTS unaccent");
            statement.execute("ALTER SCHEMA public OWNER TO " + name(guichet, owner));
            statement.execute("GRANT USAGE ON SCHEMA public TO " + name(guichet, app));
            // The tables of Jakarta Batch are its own: it makes them, so the application's role owns their schema.
            statement.execute("CREATE SCHEMA IF NOT EXISTS batch AUTHORIZATION " + name(guichet, app));
        }
    }

    private static void role(Connection connection, String role, String password) throws SQLException {
        String verb = exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role) ? "ALTER" : "CREATE";
        execute(
                connection,
                verb + " ROLE " + name(connection, role)
                        + " LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD "
                        + literal(connection, password));
    }

    private static void database(Connection connection, String database, String owner) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
            execute(connection, "CREATE DATABASE " + database + " OWNER " + name(connection, owner));
        }
        execute(connection, "ALTER DATABASE " + database + " OWNER TO " + name(connection, owner));
        execute(connection, "REVOKE ALL ON DATABASE " + database + " FROM PUBLIC");
        if (database.equals("guichet")) {
            execute(connection, "GRANT CONNECT ON DATABASE guichet TO " + name(connection, env("GUICHET_DB_USER")));
        }
    }

    private static Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", "postgres");
        properties.setProperty("password", env("POSTGRES_PASSWORD"));
        String url = "jdbc:postgresql://127.0.0.1:" + env("GUICHET_DB_PORT") + "/" + database;
        return DriverManager.getConnection(url, properties);
    }

    private static boolean exists(Connection connection, String query, String value) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, value);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    private static String name(Connection connection, String name) throws SQLException {
        return connection.createStatement().enquoteIdentifier(name, true);
    }

    private static String literal(Connection connection, String value) throws SQLException {
        return connection.createStatement().enquoteLiteral(value);
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
