package io.guichet.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How PostgreSQL reads the tables behind the requests, with row-level security and without. */
final class Plans {

    private static final Pattern ACCESS =
            Pattern.compile("(?:Index Only Scan|Index Scan|Bitmap Index Scan|Seq Scan)[^(]*");

    private static final Map<String, String> STATEMENTS = new LinkedHashMap<>();

    static {
        STATEMENTS.put("a key", "select * from api_keys where key_hash = sha256('gk_none')");
        STATEMENTS.put(
                "deployments",
                "select * from agent_deployments where tenant_id = guichet_tenant() order by created_at limit 50");
        STATEMENTS.put(
                "messages",
                "select m.* from messages m where m.tenant_id = guichet_tenant()"
                        + " and m.conversation_id = '00000000-0000-0000-0000-000000000001' order by m.id");
        STATEMENTS.put(
                "conversations",
                "select * from conversations where tenant_id = guichet_tenant() order by last_message_at desc limit 50");
        STATEMENTS.put(
                "a member", "select * from members where tenant_id = guichet_tenant() and external_id = 'DUR-001'");
        STATEMENTS.put(
                "a counter",
                "select used from usage_counters where tenant_id = guichet_tenant() and metric = 'messages'"
                        + " and period = date_trunc('month', now())::date");
        STATEMENTS.put(
                "the ledger",
                "select sum(quantity) from usage_ledger where tenant_id = guichet_tenant()"
                        + " and period = date_trunc('month', now())::date and metric = 'emails'");
    }

    private final Settings settings;
    private final Crowd crowd;

    Plans(Settings settings, Crowd crowd) {
        this.settings = settings;
        this.crowd = crowd;
    }

    /** Demands of each statement that the same indexes are read. */
    void compareInto(Compare compare) throws SQLException {
        crowd.isolation(false);
        var without = all();
        crowd.isolation(true);
        var with = all();
        for (var i = 0; i < with.size(); i++) {
            var found = with.get(i).access();
            var other = without.get(i).access();
            var same = found.equals(other);
            var told = same ? "same (" + found + ")" : "DIFFERS: " + other + " → " + found;
            compare.demand("plan of " + with.get(i).statement() + ": " + told, same);
        }
    }

    private List<Plan> all() throws SQLException {
        var plans = new ArrayList<Plan>();
        try (var connection = DriverManager.getConnection(
                settings.database(), settings.app().name(), settings.app().password())) {
            connection.setAutoCommit(false);
            enter(connection);
            for (var statement : STATEMENTS.entrySet()) {
                plans.add(new Plan(statement.getKey(), access(connection, statement.getValue())));
            }
            connection.rollback();
        }
        return plans;
    }

    private static void enter(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select set_config('guichet.platform', 'on', true)");
            statement.execute("select set_config('guichet.tenant', id::text, true) from tenants where slug = 'ebp'");
            statement.execute("select set_config('guichet.platform', '', true)");
        }
    }

    private static String access(Connection connection, String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var rows = connection.createStatement().executeQuery("explain (costs off) " + sql)) {
            while (rows.next()) {
                var access = ACCESS.matcher(rows.getString(1));
                if (access.find()) {
                    found.add(access.group().strip());
                }
            }
        }
        return String.join(", ", found);
    }

    private record Plan(String statement, String access) {}
}
