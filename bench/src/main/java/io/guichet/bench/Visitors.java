package io.guichet.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The conversations of a measurement, made through the API as EBP would; closed, nothing of them is left. */
final class Visitors implements AutoCloseable {

    static final String WORK = "conversation.answer";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Settings settings;
    private final List<Visitor> visitors;
    private final UUID tenant;

    private Visitors(Settings settings, List<Visitor> visitors) throws SQLException {
        this.settings = settings;
        this.visitors = List.copyOf(visitors);
        this.tenant = tenant();
        unlimited();
    }

    /** A bench uses more in a day than a plan has for a month. */
    private void unlimited() throws SQLException {
        try (var connection = connect(settings.app());
                var update = connection.prepareStatement("update tenants set max_messages_month = 1000000000000,"
                        + " max_sessions_month = 1000000000000 where id = ?")) {
            enter(connection);
            update.setObject(1, tenant);
            update.executeUpdate();
            connection.commit();
        }
    }

    static Visitors arrive(Settings settings) throws IOException, SQLException {
        var ebp = tenant(settings.demoFile(), "ebp");
        var apiKey = ebp.path("apiKey").asText();
        var member = ebp.path("members").path(0).path("externalId").asText();
        var deployment = ebp.path("deployments").path(0).path("key").asText();
        var visitors = new ArrayList<Visitor>();
        try (var connection = new KeepAlive(settings.api())) {
            for (var i = 0; i < settings.conversations(); i++) {
                var link = created(connection.post(
                        "/api/client/sessions/create-link",
                        Map.of("X-API-Key", apiKey),
                        "{\"deployment_key\":\"" + deployment + "\",\"artisan_external_id\":\"" + member + "\"}"));
                var session = created(connection.post(
                        "/api/widget/v1/init",
                        Map.of(),
                        "{\"session_token\":\"" + link.path("session_token").asText() + "\"}"));
                visitors.add(new Visitor(
                        session.path("session_id").asText(),
                        id(session.path("conversation_id").asText())));
            }
        }
        return new Visitors(settings, visitors);
    }

    static JsonNode tenant(Path demoFile, String slug) throws IOException {
        for (var tenant : JSON.readTree(demoFile.toFile()).path("tenants")) {
            if (tenant.path("slug").asText().equals(slug)) {
                return tenant;
            }
        }
        throw new Settings.Wrong("the demo's data have no tenant " + slug + ": " + demoFile);
    }

    private static JsonNode created(KeepAlive.Answer answer) throws IOException {
        if (answer.status() / 100 != 2) {
            throw new IllegalStateException("no conversation was made: " + answer);
        }
        return JSON.readTree(answer.body()).path("data");
    }

    private static UUID id(String printed) {
        var hex = printed.substring(printed.indexOf('_') + 1);
        return new UUID(
                Long.parseUnsignedLong(hex.substring(0, 16), 16), Long.parseUnsignedLong(hex.substring(16), 16));
    }

    /** The visitor of the nth message: all take their turn. */
    Visitor turn(long n) {
        return visitors.get((int) (n % visitors.size()));
    }

    List<Visitor> all() {
        return visitors;
    }

    /**
     * The agent's replies that were made since, each with its commit.
     *
     * @throws SQLException where PostgreSQL does not keep the time of commits ({@code track_commit_timestamp})
     */
    Map<String, Instant> repliesSince(Connection connection, Instant since) throws SQLException {
        connection.setAutoCommit(false);
        enter(connection);
        try (var query = connection.prepareStatement("""
                select replace(m.id::text, '-', ''), pg_xact_commit_timestamp(m.xmin) from messages m
                 where m.tenant_id = ? and m.role = 'agent' and m.reply_to is not null and m.created_at >= ?""")) {
            query.setObject(1, tenant);
            query.setTimestamp(2, Timestamp.from(since));
            try (var rows = query.executeQuery()) {
                var replies = new HashMap<String, Instant>();
                while (rows.next()) {
                    replies.put("msg_" + rows.getString(1), rows.getTimestamp(2).toInstant());
                }
                return replies;
            }
        } finally {
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /**
     * Gives each conversation a message and its reply, as if somebody had answered.
     *
     * @return the message of each conversation
     */
    Map<UUID, UUID> areAnswered(String reply) throws SQLException {
        var asked = new HashMap<UUID, UUID>();
        try (var connection = connect(settings.app());
                var insert = connection.prepareStatement("""
                        insert into messages (id, tenant_id, conversation_id, role, content, status, reply_to, metadata,
                                              created_at)
                        values (?, ?, ?, ?, ?, 'completed', ?, ?, now())""")) {
            enter(connection);
            for (var visitor : visitors) {
                var message = UUID.randomUUID();
                insert(insert, message, visitor, "visitor", "Bonjour, je voudrais refaire ma salle de bain.", null);
                insert(insert, UUID.randomUUID(), visitor, "agent", reply, message);
                asked.put(visitor.conversation(), message);
            }
            connection.commit();
        }
        return asked;
    }

    private void insert(
            PreparedStatement insert, UUID id, Visitor visitor, String role, String content, @Nullable UUID replyTo)
            throws SQLException {
        insert.setObject(1, id);
        insert.setObject(2, tenant);
        insert.setObject(3, visitor.conversation());
        insert.setString(4, role);
        insert.setString(5, content);
        insert.setObject(6, replyTo);
        insert.setString(7, "{\"sector\":\"artisan\",\"model\":\"rules\",\"generation_time_ms\":3}");
        insert.executeUpdate();
    }

    /**
     * Removes the messages and their work, and tidies the tables, so that each round finds them as the last one did.
     *
     * @return how many messages there were
     */
    int forgetMessages() throws SQLException {
        int messages;
        try (var connection = connect(settings.app())) {
            enter(connection);
            delete(connection, """
                    delete from scheduled_tasks t using messages m
                     where t.task_name = 'conversation.answer' and m.conversation_id = any(?)
                       and t.task_instance = 'msg_' || replace(m.id::text, '-', '')""");
            messages = delete(connection, "delete from messages where conversation_id = any(?)");
            connection.commit();
        }
        forgetUsage();
        try (var connection = connect(settings.owner());
                var vacuum = connection.createStatement()) {
            connection.setAutoCommit(true);
            vacuum.execute("vacuum analyze messages, scheduled_tasks, usage_ledger, usage_counters, usage_daily,"
                    + " usage_member_daily");
        }
        return messages;
    }

    /** The ledger is the owner's to change, nobody else's. */
    private void forgetUsage() throws SQLException {
        try (var connection = connect(settings.owner())) {
            enter(connection);
            delete(connection, "delete from usage_ledger where conversation_id = any(?)");
            connection.commit();
        }
    }

    @Override
    public void close() throws SQLException {
        forgetMessages();
        try (var connection = connect(settings.app())) {
            enter(connection);
            delete(connection, "delete from session_links where conversation_id = any(?)");
            delete(connection, "delete from sessions where conversation_id = any(?)");
            delete(connection, "delete from conversations where id = any(?)");
            connection.commit();
        }
    }

    private UUID tenant() throws SQLException {
        try (var connection = connect(settings.app());
                var open = connection.prepareStatement("select tenant_id from open_session(?, now())")) {
            open.setString(1, Baseline.hash(visitors.getFirst().secret()));
            try (var rows = open.executeQuery()) {
                rows.next();
                return rows.getObject(1, UUID.class);
            }
        }
    }

    private void enter(Connection connection) throws SQLException {
        try (var setting = connection.prepareStatement("select set_config('guichet.tenant', ?, true)")) {
            setting.setString(1, tenant.toString());
            setting.execute();
        }
    }

    private int delete(Connection connection, String sql) throws SQLException {
        try (var delete = connection.prepareStatement(sql)) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "uuid", visitors.stream().map(Visitor::conversation).toArray()));
            return delete.executeUpdate();
        }
    }

    private Connection connect(Settings.Role role) throws SQLException {
        var connection = DriverManager.getConnection(settings.database(), role.name(), role.password());
        connection.setAutoCommit(false);
        return connection;
    }

    /**
     * @param secret of its session
     */
    record Visitor(String secret, UUID conversation) {}
}
