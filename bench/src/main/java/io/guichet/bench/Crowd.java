package io.guichet.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/**
 * Many other tenants, each with a deployment, a domain, a key and a ledger, and many domains and ledger rows of EBP's own:
 * a server where the measured requests are one among many. Written by the owner, removed again.
 */
final class Crowd implements AutoCloseable {

    private static final String SLUG = "crowd-";

    private final Connection owner;

    private Crowd(Connection owner) {
        this.owner = owner;
    }

    static Crowd connect(Settings settings) throws SQLException {
        return new Crowd(DriverManager.getConnection(
                settings.database(), settings.owner().name(), settings.owner().password()));
    }

    /**
     * Brings them in.
     *
     * @param tenants how many
     * @param ofEbp how many domains and ledger rows EBP gets on top
     */
    void arrive(int tenants, int ofEbp) throws SQLException {
        var month = LocalDate.now(ZoneId.of("Europe/Paris")).withDayOfMonth(1);
        owner.setAutoCommit(false);
        platform(true);
        var agent = one("select agent_id from agent_deployments where tenant_id = '" + ebp() + "' limit 1", ebp());
        for (var i = 0; i < tenants; i++) {
            arrive(i, agent, month);
            if (i % 500 == 499) {
                owner.commit();
                platform(true);
            }
        }
        owner.commit();
        ebpGrows(ofEbp, agent, month);
        owner.setAutoCommit(true);
        run("vacuum analyze tenants, api_keys, agent_deployments, allowed_domains, usage_ledger, usage_counters");
    }

    private void arrive(int number, UUID agent, LocalDate month) throws SQLException {
        var tenant = UUID.randomUUID();
        enter(tenant);
        try (var insert = owner.prepareStatement("""
                with t as (insert into tenants (id, slug, name, kind, data_key, created_at)
                           values (?, ?, ?, 'vendor', '\\x00', now()) returning id),
                     d as (insert into agent_deployments (id, tenant_id, agent_id, name, deployment_key,
                                                          deployment_mode, created_at)
                           select gen_random_uuid(), t.id, ?, 'Expert BTP', 'dpl_crowd_' || ?, 'shared', now()
                             from t returning id, tenant_id),
                     a as (insert into allowed_domains (id, tenant_id, deployment_id, domain, environment, challenge,
                                                        created_at)
                           select gen_random_uuid(), d.tenant_id, d.id, 'crowd-' || ? || '.example', 'production',
                                  'guichet-crowd', now()
                             from d),
                     k as (insert into api_keys (id, tenant_id, prefix, key_hash, created_at)
                           select gen_random_uuid(), t.id, 'gk_crowd', sha256(convert_to('crowd-' || ?, 'UTF8')), now()
                             from t),
                     c as (insert into usage_counters (tenant_id, metric, period, used)
                           select t.id, 'messages', ?, 1 from t)
                insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)
                select gen_random_uuid(), t.id, ?, now(), 'messages', 1, 'crowd' from t""")) {
            insert.setObject(1, tenant);
            insert.setString(2, SLUG + number);
            insert.setString(3, "Crowd " + number);
            insert.setObject(4, agent);
            insert.setInt(5, number);
            insert.setInt(6, number);
            insert.setInt(7, number);
            insert.setObject(8, month);
            insert.setObject(9, month);
            insert.executeUpdate();
        }
    }

    private void ebpGrows(int rows, UUID agent, LocalDate month) throws SQLException {
        enter(ebp());
        // A deployment has at most fifty domains: the many are those of many deployments.
        try (var domains = owner.prepareStatement("""
                        with d as (insert into agent_deployments (id, tenant_id, agent_id, name, deployment_key,
                                                                  deployment_mode, created_at)
                                   select gen_random_uuid(), guichet_tenant(), ?, 'crowd-' || n, 'dpl_crowd_ebp_' || n,
                                          'shared', now()
                                     from generate_series(0, (? - 1) / 50) n
                                   returning id, tenant_id, split_part(name, '-', 2)::int as number)
                        insert into allowed_domains (id, tenant_id, deployment_id, domain, environment, challenge,
                                                     created_at)
                        select gen_random_uuid(), d.tenant_id, d.id, 'crowd-' || n || '.ebp.example', 'production',
                               'guichet-crowd', now()
                          from generate_series(0, ? - 1) n join d on d.number = n / 50""");
                var ledger = owner.prepareStatement("""
                        insert into usage_ledger (id, tenant_id, period, at, metric, quantity, source)
                        select gen_random_uuid(), guichet_tenant(), ?, now(), 'messages', 1, 'crowd-' || n
                          from generate_series(1, ?) n""")) {
            domains.setObject(1, agent);
            domains.setInt(2, rows);
            domains.setInt(3, rows);
            domains.executeUpdate();
            ledger.setObject(1, month);
            ledger.setInt(2, rows);
            ledger.executeUpdate();
        }
        owner.commit();
    }

    /** Takes row-level security from every tenant's table, or gives it back. */
    void isolation(boolean on) throws SQLException {
        owner.setAutoCommit(true);
        try (var statement = owner.createStatement();
                var tables = owner.createStatement().executeQuery("""
                        select c.oid::regclass::text from pg_class c
                         where c.relnamespace = 'public'::regnamespace and exists
                               (select from pg_policy p where p.polrelid = c.oid)""")) {
            while (tables.next()) {
                statement.execute("alter table " + tables.getString(1) + " "
                        + (on ? "enable row level security" : "disable row level security"));
            }
        }
    }

    /** Removes the visitors' messages and the work that they made: what waits in a conversation costs. */
    void tidy() throws SQLException {
        isolation(false);
        run("delete from scheduled_tasks where task_name = '" + Visitors.WORK + "'");
        run("delete from messages where role = 'visitor' and status = 'queued'");
        isolation(true);
        run("vacuum analyze messages, scheduled_tasks");
    }

    private UUID ebp() throws SQLException {
        platform(true);
        try (var row = owner.createStatement().executeQuery("select id from tenants where slug = 'ebp'")) {
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private UUID one(String sql, UUID tenant) throws SQLException {
        enter(tenant);
        try (var row = owner.createStatement().executeQuery(sql)) {
            row.next();
            return row.getObject(1, UUID.class);
        }
    }

    private void enter(UUID tenant) throws SQLException {
        run("select set_config('guichet.tenant', '" + tenant + "', true)");
    }

    private void platform(boolean on) throws SQLException {
        run("select set_config('guichet.platform', '" + (on ? "on" : "") + "', true)");
    }

    private void run(String sql) throws SQLException {
        try (var statement = owner.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Sends them away. */
    @Override
    public void close() throws SQLException {
        try (owner) {
            isolation(false);
            run("delete from usage_ledger where source like 'crowd%'");
            run("delete from allowed_domains where domain like 'crowd-%'");
            for (var table : new String[] {"usage_counters", "api_keys", "agent_deployments"}) {
                run("delete from " + table + " where tenant_id in (select id from tenants where slug like 'crowd-%')");
            }
            run("delete from agent_deployments where deployment_key like 'dpl_crowd_%'");
            run("delete from tenants where slug like 'crowd-%'");
            isolation(true);
            run("vacuum analyze tenants, api_keys, agent_deployments, allowed_domains, usage_ledger, usage_counters");
        }
    }
}
