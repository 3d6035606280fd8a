package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class AuthenticateTest {

    private final Wiring wiring = new Wiring();
    private final Tenants tenants = wiring.get(Tenants.class);
    private final Authenticate authenticate = wiring.get(Authenticate.class);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void a_key_opens_its_own_tenant() {
        var key = tenants.addApiKey(ebp);

        assertThat(authenticate.byApiKey(key, "corr", null)).hasValueSatisfying(c -> {
            assertThat(c.tenant()).isEqualTo(ebp.tenant());
            assertThat(c.actor()).isEqualTo(new Actor.Software(key.hint()));
            assertThat(c.correlation()).isEqualTo("corr");
            assertThat(c.permissions()).doesNotContain(Permission.ACT_FOR_PLATFORM);
        });
    }

    @Test
    void a_key_that_nobody_was_given_opens_nothing() {
        tenants.addApiKey(ebp);

        assertThat(authenticate.byApiKey(Token.random("gk_"), "corr", null)).isEmpty();
        assertThat(authenticate.byApiKey(new Token(""), "corr", null)).isEmpty();
    }

    @Test
    void a_key_that_was_revoked_opens_nothing_and_the_other_goes_on() {
        var old = tenants.addApiKey(ebp);
        var fresh = tenants.addApiKey(ebp);

        assertThat(tenants.revokeApiKey(ebp, old)).isTrue();
        assertThat(tenants.revokeApiKey(ebp, old)).isFalse();

        assertThat(authenticate.byApiKey(old, "corr", null)).isEmpty();
        assertThat(authenticate.byApiKey(fresh, "corr", null)).isPresent();
    }

    @Test
    void nobody_revokes_another_tenants_key() {
        var key = tenants.addApiKey(ebp);

        assertThat(tenants.revokeApiKey(sage, key)).isFalse();
        assertThat(authenticate.byApiKey(key, "corr", null)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"suspended", "deleted"})
    void a_tenant_that_is_not_active_is_closed_to_its_keys_and_its_people(String status) {
        var key = tenants.addApiKey(ebp);
        var user = aMember(ebp, "DUR-001");

        status(ebp.tenant(), status);

        assertThat(authenticate.byApiKey(key, "corr", null)).isEmpty();
        assertThat(authenticate.memberships(user)).isEmpty();
        assertThat(authenticate.byMembership(user, "Durant", Set.of("artisan"), ebp.tenant(), "corr", null))
                .isEmpty();
    }

    @Test
    void a_user_acts_where_the_member_table_says_so() {
        var user = aMember(ebp, "DUR-001");

        assertThat(authenticate.memberships(user))
                .extracting(m -> m.tenant().id(), m -> m.member().externalId())
                .containsExactly(org.assertj.core.api.Assertions.tuple(ebp.tenant(), "DUR-001"));
        assertThat(authenticate.byMembership(user, "Durant", Set.of("client_admin"), ebp.tenant(), "corr", null))
                .isPresent();
        assertThat(authenticate.byMembership(user, "Durant", Set.of("client_admin"), sage.tenant(), "corr", null))
                .isEmpty();
        assertThat(authenticate.memberships(UserId.next())).isEmpty();
    }

    @Test
    void a_member_who_was_removed_acts_nowhere() {
        var user = aMember(ebp, "DUR-001");
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update members set active = false"));

        assertThat(authenticate.memberships(user)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            # roles,                 granted,             may
            '',                      can_create_sessions, ''
            super_admin,             can_create_sessions, ''
            admin,                   can_create_sessions, ''
            metreur,                 can_create_sessions, ''
            artisan,                 '',                  READ_CONVERSATIONS
            artisan,                 can_create_sessions, CREATE_SESSIONS READ_CONVERSATIONS
            artisan,                 can_view_analytics,  READ_CONVERSATIONS READ_USAGE
            artisan,                 can_view_all_conversations, READ_ALL_MEMBERS READ_CONVERSATIONS
            metreur,                 can_view_analytics,  ''
            artisan,                 can_do_anything,     READ_CONVERSATIONS
            client_admin,            '',                  CREATE_SESSIONS ERASE_FILES MANAGE_DEPLOYMENTS MANAGE_KEYS MANAGE_MEMBERS MANAGE_PRICES MANAGE_SUBSCRIPTION MANAGE_WEBHOOKS READ_ALL_MEMBERS READ_AUDIT READ_CONVERSATIONS READ_USAGE
            client_admin artisan,    '',                  CREATE_SESSIONS ERASE_FILES MANAGE_DEPLOYMENTS MANAGE_KEYS MANAGE_MEMBERS MANAGE_PRICES MANAGE_SUBSCRIPTION MANAGE_WEBHOOKS READ_ALL_MEMBERS READ_AUDIT READ_CONVERSATIONS READ_USAGE
            CLIENT_ADMIN,            '',                  ''
            """)
    void what_a_user_may_follows_from_role_and_place(String roles, String granted, String may) {
        var permissions = Authenticate.permissions(
                Set.of(roles.split(" ")), MemberPermissions.named(Arrays.asList(granted.split(" "))), true);

        assertThat(permissions.stream().map(Enum::name).sorted().collect(Collectors.joining(" ")))
                .isEqualTo(may);
    }

    @Test
    void one_transaction_never_serves_two_tenants() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> tenants.get(sage)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ebp.tenant().toString());
        assertThat(wiring.<TenantView>inTenant(ebp, () -> tenants.get(ebp)).id())
                .isEqualTo(ebp.tenant());
    }

    private UserId aMember(CallContext tenant, String externalId) {
        var user = UserId.next();
        tenants.addUser(user, user + "@example.com", "Durant");
        tenants.addMember(tenant, user, externalId, "Durant Peinture", null, List.of());
        return user;
    }

    private static void status(TenantId tenant, String status) {
        RealPostgres.inTenant(
                tenant, c -> c.createStatement().executeUpdate("update tenants set status = '" + status + "'"));
    }
}
