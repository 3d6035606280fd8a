package io.guichet.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/**
 * What a page asks of the database that wants to know how far an answer has come: the statements of {@code Sessions} and
 * {@code VisitConversation}, prepared, in one transaction, and nothing else. A test keeps them the same.
 *
 * @param asked the message that each conversation asks for
 */
record StatusBaseline(String database, Settings.Role role, Map<UUID, UUID> asked, Clock clock) implements Arm {

    static final String PROGRESS = """
            select m.status, r.id, r.content, r.pre_quote, r.metadata
              from messages m left join messages r on r.reply_to = m.id
             where m.id = ? and m.conversation_id = ?""";

    StatusBaseline {
        asked = Map.copyOf(asked);
    }

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Lane open() throws SQLException {
        var connection = DriverManager.getConnection(database, role.name(), role.password());
        connection.setAutoCommit(false);
        return new Transactions(connection, this);
    }

    private static final class Transactions implements Lane {

        private final Connection connection;
        private final StatusBaseline arm;
        private final PreparedStatement open;
        private final PreparedStatement progress;

        Transactions(Connection connection, StatusBaseline arm) throws SQLException {
            this.connection = connection;
            this.arm = arm;
            open = connection.prepareStatement(Baseline.OPEN);
            progress = connection.prepareStatement(PROGRESS);
        }

        @Override
        public void accept(Visitors.Visitor visitor) throws SQLException {
            open.setString(1, Baseline.hash(visitor.secret()));
            open.setTimestamp(2, Timestamp.from(arm.clock.instant()));
            try (var rows = open.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("the session is not open");
                }
                progress.setObject(2, rows.getObject(2, UUID.class));
            }
            progress.setObject(1, Objects.requireNonNull(arm.asked.get(visitor.conversation())));
            try (var rows = progress.executeQuery()) {
                if (!rows.next() || !rows.getString(1).equals("completed") || rows.getString(3) == null) {
                    throw new IllegalStateException("the message was not answered");
                }
            }
            connection.commit();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
