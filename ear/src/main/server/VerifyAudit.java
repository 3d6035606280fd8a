import io.guichet.kernel.TenantId;
import io.guichet.tenancy.AuditChain;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * Goes along every chain of the audit trail. Ends with 0 where all is as it was written, with 1 where it is not. Reads the
 * database from the environment that {@code ./guichet} sets; needs no application that runs.
 */
class VerifyAudit {

    private static final int STEP = 2000;

    public static void main(String[] arguments) throws SQLException {
        boolean heads = Arrays.asList(arguments).contains("--heads");
        long entries = 0;
        int chains = 0;
        int findings = 0;
        try (Connection connection = DriverManager.getConnection(
                env("GUICHET_DB_URL"), env("GUICHET_DB_USER"), env("GUICHET_DB_PASSWORD"))) {
            try (var statement = connection.createStatement()) {
                statement.execute("select set_config('guichet.platform', 'on', false)");
            }
            for (UUID chain : AuditChain.all(connection)) {
                var step = new AuditChain.Step(AuditChain.Link.START, false, null);
                while (!step.done()) {
                    step = AuditChain.walk(connection, chain, step.last(), STEP);
                }
                chains++;
                entries += step.last().number();
                if (step.finding() != null) {
                    findings++;
                    System.out.println("✗ " + name(chain) + ": entry "
                            + step.finding().number() + " " + step.finding().fault());
                } else if (heads) {
                    System.out.println(name(chain) + " " + step.last().number() + " "
                            + HexFormat.of().formatHex(step.last().hash()));
                }
            }
        }
        System.out.println((findings == 0 ? "✓ " : "✗ ") + entries + " entries of " + chains + " chains are as they were written"
                + (findings == 0 ? "" : "; " + findings + " chains are not"));
        System.exit(findings == 0 ? 0 : 1);
    }

    private static String name(UUID chain) {
        return chain.equals(new UUID(0, 0)) ? "platform" : new TenantId(chain).toString();
    }

    private static String env(String name) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalStateException(name + " is not set");
        }
        return value;
    }
}
