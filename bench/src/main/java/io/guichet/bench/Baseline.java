package io.guichet.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The arm that is compared with: the statements of {@code ReceiveMessage}, {@code Sessions}, {@code Work} and {@code Quotas} by prepared
 * statements on a connection of its own, one transaction for each message, and nothing else. A test keeps them the same.
 */
record Baseline(String database, Settings.Role role, Clock clock) implements Arm {

    static final String OPEN = "select tenant_id, conversation_id from open_session(?, ?)";

    static final String INSERT = """
            with place as (
                select c.id, c.tenant_id, c.deployment_id, c.member_id, c.started_at is null as fresh,
                       d.max_sessions_day, d.max_messages_day
                  from conversations c
                  join agent_deployments d on d.tenant_id = c.tenant_id and d.id = c.deployment_id
                 where c.id = ? and c.status <> 'closed' and d.is_active and d.deleted_at is null
            ), message as (
                insert into messages (id, tenant_id, conversation_id, role, content, status, client_key,
                                      request_hash, page_context, created_at)
                select ?, c.tenant_id, c.id, 'visitor', ?, 'queued', ?, ?, ?, ? from place c
                on conflict (conversation_id, client_key) do nothing
                returning tenant_id, conversation_id
            )
            select 1 + (select count(*) from messages q where q.tenant_id = m.tenant_id
                           and q.conversation_id = m.conversation_id and q.status = 'queued'),
                   p.id, p.deployment_id, p.member_id, p.fresh, p.max_sessions_day, p.max_messages_day
              from message m, place p""";

    static final String FILES = """
            update files set message_id = ?
             where tenant_id = ? and conversation_id = ? and message_id is null""";

    static final String WORK = """
            insert into scheduled_tasks (task_name, task_instance, task_data, execution_time, picked, version)
            values (?, ?, ?, ?, false, 1) on conflict do nothing""";

    private static final String CONTENT =
            "Bonjour, je voudrais refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol.";
    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();

    @Override
    public String name() {
        return "jdbc";
    }

    @Override
    public Lane open() throws SQLException {
        var connection = DriverManager.getConnection(database, role.name(), role.password());
        connection.setAutoCommit(false);
        return new Transactions(connection, clock);
    }

    /** As {@code open_session} takes a secret. */
    static String hash(String secret) {
        return HexFormat.of().formatHex(sha256(secret));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static final class Transactions implements Lane {

        private final Connection connection;
        private final Clock clock;
        private final PreparedStatement open;
        private final PreparedStatement insert;
        private final PreparedStatement files;
        private final PreparedStatement work;
        private final PreparedStatement take;

        Transactions(Connection connection, Clock clock) throws SQLException {
            this.connection = connection;
            this.clock = clock;
            open = connection.prepareStatement(OPEN);
            insert = connection.prepareStatement(INSERT);
            files = connection.prepareStatement(FILES);
            work = connection.prepareStatement(WORK);
            take = connection.prepareStatement(TakeStatement.TAKE);
        }

        @Override
        public void accept(Visitors.Visitor visitor) throws SQLException {
            var now = Timestamp.from(clock.instant());
            open.setString(1, hash(visitor.secret()));
            open.setTimestamp(2, now);
            UUID tenant;
            UUID conversation;
            try (var rows = open.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("the session is not open");
                }
                tenant = rows.getObject(1, UUID.class);
                conversation = rows.getObject(2, UUID.class);
            }
            var id = IDS.generate();
            var place = insert(id, conversation, now);
            files.setObject(1, id);
            files.setObject(2, tenant);
            files.setObject(3, conversation);
            files.executeUpdate();
            schedule(id, tenant, conversation, now);
            TakeStatement.bind(take, tenant, place, "msg_" + hex(id), now);
            TakeStatement.run(take);
            connection.commit();
        }

        private TakeStatement.Place insert(UUID id, UUID conversation, Timestamp now) throws SQLException {
            insert.setObject(1, conversation);
            insert.setObject(2, id);
            insert.setString(3, CONTENT);
            insert.setNull(4, Types.VARCHAR);
            insert.setBytes(5, sha256(CONTENT + "\0[]"));
            insert.setNull(6, Types.VARCHAR);
            insert.setTimestamp(7, now);
            try (var rows = insert.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("the message was not inserted");
                }
                return new TakeStatement.Place(
                        rows.getObject(3, UUID.class), rows.getObject(4, UUID.class), rows.getObject(2, UUID.class));
            }
        }

        private void schedule(UUID id, UUID tenant, UUID conversation, Timestamp now) throws SQLException {
            var message = "msg_" + hex(id);
            var data = "{\"tenant\":\"" + tenant + "\",\"correlation\":\"req_" + hex(IDS.generate())
                    + "\",\"subject\":\"conv_" + hex(conversation) + "/" + message + "\"}";
            work.setString(1, Visitors.WORK);
            work.setString(2, message);
            work.setBytes(3, data.getBytes(StandardCharsets.UTF_8));
            work.setTimestamp(4, now);
            work.executeUpdate();
        }

        private static String hex(UUID id) {
            return id.toString().replace("-", "");
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
