package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.TenantId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.guichet.testing.RealPostgres.inTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What keeps tenants apart is the database: these tests ask it in SQL, as the application's own role. */
@ExtendWith(RealPostgres.class)
class TenantIsolationTest {

    private final Wiring wiring = new Wiring();
    private final Tenants tenants = wiring.get(Tenants.class);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants_with_a_key_each() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        tenants.addApiKey(ebp);
        tenants.addApiKey(sage);
    }

    @Test
    void a_tenant_sees_its_own_rows_and_no_others() {
        assertThat(inTenant(ebp.tenant(), TenantIsolationTest::owners)).containsExactly(ebp.tenant());
        assertThat(inTenant(sage.tenant(), TenantIsolationTest::owners)).containsExactly(sage.tenant());
    }

    @Test
    void naming_another_tenant_in_the_query_finds_nothing() {
        var found = inTenant(
                ebp.tenant(), c -> count(c, "select count(*) from api_keys where tenant_id = '" + uuid(sage) + "'"));

        assertThat(found).isZero();
    }

    @Test
    void native_sql_through_the_entity_manager_sees_no_more() {
        var em = wiring.get(jakarta.persistence.EntityManager.class);

        var found = wiring.inTenant(
                ebp,
                () -> em.createNativeQuery("select tenant_id from api_keys", UUID.class)
                        .getResultList());

        assertThat(found).isEqualTo(List.of(ebp.tenant().value()));
    }

    @Test
    void without_a_context_no_row_of_any_tenant_is_seen() throws SQLException {
        var tables = tenantTables();
        try (var connection = RealPostgres.application().getConnection()) {
            for (var table : tables) {
                assertThat(count(connection, "select count(*) from " + table + " where tenant_id is not null"))
                        .as(table)
                        .isZero();
            }
            assertThat(count(connection, "select count(*) from tenants")).isZero();
        }
    }

    @Test
    void a_row_for_another_tenant_cannot_be_inserted() {
        assertThatThrownBy(() -> inTenant(
                        ebp.tenant(),
                        c -> c.createStatement()
                                .executeUpdate("insert into api_keys (id, tenant_id, prefix, key_hash, created_at)"
                                        + " values (gen_random_uuid(), '" + uuid(sage) + "', 'gk_', '\\x01', now())")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void a_row_cannot_be_given_to_another_tenant() {
        assertThatThrownBy(() -> inTenant(
                        ebp.tenant(),
                        c -> c.createStatement().executeUpdate("update api_keys set tenant_id = '" + uuid(sage) + "'")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void the_rows_of_another_tenant_are_neither_changed_nor_deleted() {
        var touched = inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                                .executeUpdate(
                                        "update api_keys set prefix = 'x' where tenant_id = '" + uuid(sage) + "'")
                        + c.createStatement()
                                .executeUpdate("delete from api_keys where tenant_id = '" + uuid(sage) + "'"));

        assertThat(touched).isZero();
    }

    @Test
    void a_pooled_connection_forgets_its_tenant_at_the_end_of_the_transaction() throws SQLException {
        try (var connection = RealPostgres.application().getConnection()) {
            inTenant(connection, ebp.tenant(), TenantIsolationTest::owners);

            assertThat(owners(connection)).isEmpty();
            assertThat(inTenant(connection, sage.tenant(), TenantIsolationTest::owners))
                    .containsExactly(sage.tenant());
        }
    }

    @Test
    void a_pooled_connection_forgets_its_tenant_after_an_exception_too() throws SQLException {
        try (var connection = RealPostgres.application().getConnection()) {
            assertThatThrownBy(() -> inTenant(
                            connection, ebp.tenant(), c -> c.createStatement().execute("select 1 / 0")))
                    .hasMessageContaining("division by zero");
            assertThat(owners(connection)).isEmpty();

            assertThatThrownBy(() -> inTenant(connection, ebp.tenant(), c -> {
                        owners(c);
                        throw new IllegalStateException("a bug");
                    }))
                    .hasMessage("a bug");
            assertThat(owners(connection)).isEmpty();
            assertThat(inTenant(connection, sage.tenant(), TenantIsolationTest::owners))
                    .containsExactly(sage.tenant());
        }
    }

    @Test
    void one_transaction_never_serves_two_tenants() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> tenants.get(sage)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was asked into " + sage.tenant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alter table api_keys disable row level security",
                "alter table api_keys no force row level security",
                "drop policy api_keys_own on api_keys",
                "create policy all_of_them on api_keys using (true)",
                "alter role guichet_app bypassrls",
                "set role guichet_owner",
                "set session authorization guichet_owner",
                "create or replace function guichet_tenant() returns uuid language sql return null::uuid",
                "create table mine (id int)",
                "truncate api_keys"
            })
    void the_applications_role_cannot_lift_the_rules(String sql) throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(sql))
                    .isInstanceOf(SQLException.class)
                    .satisfies(e -> assertThat(((SQLException) e).getSQLState()).isEqualTo("42501"));
        }
    }

    @Test
    void turning_row_security_off_for_a_session_is_an_error_not_a_way_around() throws SQLException {
        try (var connection = RealPostgres.application().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("set row_security = off");

            assertThatThrownBy(() -> statement.executeQuery("select * from api_keys"))
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void neither_role_may_bypass_and_the_applications_owns_nothing() throws SQLException {
        try (var connection = RealPostgres.owner().getConnection()) {
            assertThat(count(connection, """
                    select count(*) from pg_roles
                     where rolname in ('guichet_app', 'guichet_owner') and not rolsuper and not rolbypassrls""")).isEqualTo(2);
            assertThat(count(connection, "select count(*) from pg_class where relowner = 'guichet_app'::regrole"))
                    .isZero();
            assertThat(count(connection, "select count(*) from pg_auth_members where member = 'guichet_app'::regrole"))
                    .isZero();
        }
    }

    @Test
    void the_owner_is_bound_by_the_policies_as_well() throws SQLException {
        try (var connection = RealPostgres.owner().getConnection()) {
            assertThat(owners(connection)).isEmpty();
        }
    }

    @Test
    void every_table_with_a_tenant_is_guarded_and_indexed_by_it() throws SQLException {
        assertThat(tenantTables()).hasSizeGreaterThan(10).contains("conversations", "webhook_deliveries");
        var unguarded = strings("""
                select c.relname || ':' ||
                       case when not c.relrowsecurity then ' row-level security is off' else '' end ||
                       case when not c.relforcerowsecurity then ' it is not forced' else '' end ||
                       case when not exists (select 1 from pg_policy p where p.polrelid = c.oid) then ' no policy' else '' end ||
                       case when not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)
                            then ' no index leads with tenant_id' else '' end as fault
                  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                   and (not c.relrowsecurity or not c.relforcerowsecurity
                        or not exists (select 1 from pg_policy p where p.polrelid = c.oid)
                        or not exists (select 1 from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum))""");

        assertThat(unguarded).isEmpty();
    }

    @Test
    void no_policy_lets_a_row_in_for_a_tenant_other_than_the_transactions() throws SQLException {
        var loose = strings("""
                select tablename || '.' || policyname from pg_policies
                 where schemaname = 'public' and tablename in (
                       select table_name from information_schema.columns where column_name = 'tenant_id')
                   and coalesce(with_check, qual) not like '%tenant_id = guichet_tenant()%'""");

        assertThat(loose).isEmpty();
    }

    private static List<String> tenantTables() throws SQLException {
        return strings("""
                select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1""");
    }

    private static List<TenantId> owners(Connection connection) throws SQLException {
        var owners = new ArrayList<TenantId>();
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("select tenant_id from api_keys")) {
            while (rows.next()) {
                owners.add(new TenantId(rows.getObject(1, UUID.class)));
            }
        }
        return owners;
    }

    private static List<String> strings(String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = RealPostgres.owner().getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static UUID uuid(CallContext context) {
        return context.tenant().value();
    }

    @Test
    void a_transaction_that_is_in_one_tenant_is_not_put_into_another_by_whichever_way() {
        var scope = wiring.get(TenantScope.class);

        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    scope.entered(ebp.tenant());
                    scope.entered(sage.tenant());
                    return null;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was asked into " + sage.tenant());
    }
}
