package io.guichet.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Conversations opened per second on a partner's page, against a bare loop of the same SQL. What each round opened is
 * counted in the database and removed again.
 */
final class OpenConversations {

    static final double FLOOR = 0.50;
    static final String ORIGIN = "http://localhost:8081";

    /** What the platform looks up for that origin. */
    private static final String[] LOOPBACK = {"localhost", "127.0.0.1", "[::1]"};

    private final Settings settings;
    private final Consumer<String> progress;

    OpenConversations(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws IOException, SQLException, InterruptedException {
        var key = Visitors.tenant(settings.demoFile(), "ebp")
                .path("deployments")
                .path(0)
                .path("key")
                .asText();
        var clock = Clock.systemUTC();
        var began = Timestamp.from(clock.instant());
        var nobody = new Visitors.Visitor("", new UUID(0, 0));
        var rounds = new Rounds(
                        settings,
                        new Load(settings.connections(), n -> nobody),
                        sample -> removed(key, began, sample),
                        progress)
                .run(
                        new InitBaseline(settings.database(), settings.app(), key, LOOPBACK, clock),
                        Platform.init(settings, key, ORIGIN));
        var compare = new Compare("init", "jdbc", "guichet");
        rounds.forEach(round -> compare.add("open a conversation", round.jdbc(), round.guichet()));
        compare.remark("floor %.0f%%: %s".formatted(100 * FLOOR, compare.worst() >= FLOOR ? "reached" : "MISSED"));
        return compare;
    }

    /** What was said to be opened is in the database; then it is not, and the tables are tidy. */
    private Sample removed(String key, Timestamp began, Sample sample) throws SQLException {
        try (var connection = connect(settings.app());
                var enter = connection.prepareStatement("select open_deployment(?)");
                var sessions = connection.prepareStatement(
                        "delete from sessions where created_at >= ? and parent_origin = '" + ORIGIN + "'");
                var conversations = connection.prepareStatement("""
                        delete from conversations c using agent_deployments d
                         where c.created_at >= ? and d.id = c.deployment_id and d.deployment_key = ?""")) {
            connection.setAutoCommit(false);
            enter.setString(1, key);
            enter.execute();
            sessions.setTimestamp(1, began);
            sessions.executeUpdate();
            conversations.setTimestamp(1, began);
            conversations.setString(2, key);
            var opened = conversations.executeUpdate();
            connection.commit();
            if (opened != sample.accepted()) {
                throw new IllegalStateException(
                        sample.accepted() + " conversations were opened, and " + opened + " are there");
            }
        }
        try (var connection = connect(settings.owner());
                var vacuum = connection.createStatement()) {
            vacuum.execute("vacuum analyze conversations, sessions");
        }
        return sample;
    }

    private Connection connect(Settings.Role role) throws SQLException {
        return DriverManager.getConnection(settings.database(), role.name(), role.password());
    }
}
