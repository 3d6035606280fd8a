import io.guichet.tenancy.KeyRing;
import io.guichet.tenancy.Rewrapping;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/**
 * Puts every client's key under the current platform key. May be ended at any time and begun again; ends with 0 when
 * nothing is left that needs a former key. Reads keys and database from the environment that {@code ./guichet} sets.
 */
class RotateKeys {

    private static final int BATCH = 500;
    private static final int PATIENCE = 300;

    public static void main(String[] arguments) throws Exception {
        String previous = System.getenv("GUICHET_PLATFORM_PREVIOUS_KEYS");
        KeyRing ring = KeyRing.of(env("GUICHET_PLATFORM_KEY"), previous == null ? "" : previous);
        Rewrapping rewrapping = new Rewrapping(ring);
        try (Connection connection = DriverManager.getConnection(
                env("GUICHET_DB_URL"), env("GUICHET_DB_USER"), env("GUICHET_DB_PASSWORD"))) {
            connection.setAutoCommit(false);
            long all = 0;
            int vain = 0;
            while (true) {
                forThePlatform(connection);
                int some = rewrapping.batch(connection, BATCH);
                long left = rewrapping.left(connection);
                connection.commit();
                all += some;
                if (left == 0) {
                    System.out.println(all + " keys were wrapped anew");
                    return;
                }
                vain = some > 0 ? 0 : vain + 1;
                if (vain > PATIENCE) {
                    throw new IllegalStateException(left + " keys are held by others");
                }
                if (some == 0) {
                    Thread.sleep(200);
                }
            }
        }
    }

    private static void forThePlatform(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('guichet.platform', 'on', true)");
        }
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
