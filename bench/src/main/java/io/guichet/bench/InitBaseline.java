package io.guichet.bench;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

/**
 * What a conversation that is opened on a page asks of the database: the statements of {@code OpenSession}, prepared, in one
 * transaction, and nothing else. {@code VisitCostTest} keeps their number and order.
 *
 * @param deployment the public key
 * @param domain under which the page's origin is looked up
 */
record InitBaseline(String database, Settings.Role role, String deployment, String[] domain, Clock clock)
        implements Arm {

    static final String OPEN = "select open_deployment(?)";

    static final String DEPLOYMENT = """
            select d.*, a.* from agent_deployments d join agents a on a.id = d.agent_id
             where d.tenant_id = ? and d.deployment_key = ? and d.deleted_at is null""";

    static final String TENANT = "select t.* from tenants t where t.id = ?";

    static final String DOMAINS = """
            select a.domain, a.is_wildcard, a.environment from allowed_domains a
             where a.tenant_id = ? and a.deployment_id = ? and a.is_active and a.domain = any(?)
               and (not a.is_wildcard or a.verified_at is not null or not ?)""";

    static final String CONVERSATION = """
            insert into conversations (channel, created_at, deployment_id, facts, facts_version, locale, messages_count,
                                       status, tenant_id, id)
            values ('web', ?, ?, '{}', 0, 'fr', 0, 'open', ?, ?)""";

    static final String SESSION = """
            insert into sessions (conversation_id, created_at, expires_at, parent_origin, secret_hash, tenant_id, id)
            values (?, ?, ?, ?, ?, ?, ?)""";

    private static final TimeBasedEpochGenerator IDS = Generators.timeBasedEpochGenerator();
    private static final Duration LIFETIME = Duration.ofDays(30);

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
        private final InitBaseline arm;
        private final PreparedStatement open;
        private final PreparedStatement deployment;
        private final PreparedStatement tenant;
        private final PreparedStatement domains;
        private final PreparedStatement conversation;
        private final PreparedStatement session;
        private final SecureRandom random = new SecureRandom();

        Transactions(Connection connection, InitBaseline arm) throws SQLException {
            this.connection = connection;
            this.arm = arm;
            open = connection.prepareStatement(OPEN);
            deployment = connection.prepareStatement(DEPLOYMENT);
            tenant = connection.prepareStatement(TENANT);
            domains = connection.prepareStatement(DOMAINS);
            conversation = connection.prepareStatement(CONVERSATION);
            session = connection.prepareStatement(SESSION);
        }

        @Override
        public void accept(Visitors.Visitor nobody) throws SQLException {
            open.setString(1, arm.deployment);
            var tenantId = id(open);
            deployment.setObject(1, tenantId);
            deployment.setString(2, arm.deployment);
            var deploymentId = id(deployment);
            domains.setObject(1, tenantId);
            domains.setObject(2, deploymentId);
            domains.setArray(3, connection.createArrayOf("text", arm.domain));
            domains.setBoolean(4, true);
            found(domains);
            tenant.setObject(1, tenantId);
            id(tenant);
            insert(tenantId, deploymentId);
            connection.commit();
        }

        private void insert(UUID tenantId, UUID deploymentId) throws SQLException {
            var now = arm.clock.instant();
            var id = IDS.generate();
            conversation.setTimestamp(1, Timestamp.from(now));
            conversation.setObject(2, deploymentId);
            conversation.setObject(3, tenantId);
            conversation.setObject(4, id);
            conversation.executeUpdate();
            var hash = new byte[32];
            random.nextBytes(hash);
            session.setObject(1, id);
            session.setTimestamp(2, Timestamp.from(now));
            session.setTimestamp(3, Timestamp.from(now.plus(LIFETIME)));
            session.setString(4, OpenConversations.ORIGIN);
            session.setBytes(5, hash);
            session.setObject(6, tenantId);
            session.setObject(7, IDS.generate());
            session.executeUpdate();
        }

        /** The id that stands first in the row. */
        private static UUID id(PreparedStatement query) throws SQLException {
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("not found: " + query);
                }
                return rows.getObject(1, UUID.class);
            }
        }

        private static void found(PreparedStatement query) throws SQLException {
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("not found: " + query);
                }
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
