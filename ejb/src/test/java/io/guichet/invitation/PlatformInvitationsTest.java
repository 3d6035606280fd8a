package io.guichet.invitation;

import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import io.guichet.testing.RealPostgres;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom the platform invites into a tenant, also to run it. */
@ExtendWith(RealPostgres.class)
class PlatformInvitationsTest extends InvitationScene {

    @Test
    void who_is_to_run_a_tenant_is_invited_by_the_platform_and_runs_it() {
        var invited = invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-1"), null, null);
        assertThat(invited.status()).isEqualTo("pending");
        prepare();

        var account = accounts.byEmail.get(email).id();
        answers.arrive(account, invitee(account, email));
        assertThat(accounts.granted).containsExactly(account + " client_admin");
        assertThat(permissions(account, Set.of("client_admin"), ebp)).contains(Permission.MANAGE_MEMBERS);
        assertThat(list(ebp)).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo("accepted");
            assertThat(i.role()).isEqualTo("client_admin");
        });
        assertThat(letters(ebp))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text())
                        .contains("administrer l'espace de Durant Peinture", accounts.passwords.get(account)));
        assertThat(actions(ebp)).containsExactly("invitation.created", "invitation.accepted", "member.linked");
    }

    @Test
    void who_has_an_account_runs_the_tenant_once_he_accepts_and_no_other() {
        var user = accounts.has(email);
        var craft = invitations.link(sage, as("DUR-001"), null);
        answers.accept(user, invitee(user, email), craft.id());
        var invited = invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-1"), "client_admin", null);
        prepare();
        assertThat(memberships(user)).containsExactly("DUR-001");
        assertThat(answers.pending(user, email))
                .extracting(AnswerInvitations.Pending::role)
                .containsExactly("client_admin");

        answers.accept(user, invitee(user, email), invited.id());
        due(wiring.get(GrantRole.class)).run(ebp);

        var roles = Set.of("client_admin", "artisan");
        assertThat(accounts.granted).containsExactly(user + " client_admin");
        assertThat(permissions(user, roles, ebp)).contains(Permission.MANAGE_MEMBERS);
        assertThat(permissions(user, roles, sage)).doesNotContain(Permission.MANAGE_MEMBERS);
    }

    @Test
    void the_platform_invites_craftsmen_as_well() {
        invitations.invite(PLATFORM, ebp.tenant(), as("DUR-001"), "artisan", null);
        prepare();

        var account = accounts.byEmail.get(email).id();
        answers.arrive(account, invitee(account, email));
        assertThat(accounts.granted).containsExactly(account + " artisan");
        assertThat(permissions(account, Set.of("client_admin"), ebp)).isEmpty();
    }

    @Test
    void what_a_tenant_invites_never_runs_it() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();

        var account = accounts.byEmail.get(email).id();
        answers.arrive(account, invitee(account, email));
        assertThat(permissions(account, Set.of("client_admin"), ebp)).isEmpty();
    }

    @Test
    void the_platform_invites_once_for_a_key_into_a_client_that_there_is_and_in_a_role_that_there_is() {
        var first = invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-1"), null, "key");

        assertThat(invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-1"), null, "key"))
                .isEqualTo(first);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-1"), "artisan", "key"));
        assertProblem(
                ProblemCode.CONFLICT, () -> invitations.invite(PLATFORM, ebp.tenant(), as("ADMIN-2"), null, null));
        assertProblem(
                ProblemCode.CLIENT_NOT_FOUND,
                () -> invitations.invite(PLATFORM, TenantId.next(), as("ADMIN-1"), null, null));
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> invitations.invite(PLATFORM, sage.tenant(), as("ADMIN-1"), "super_admin", null));
        var nameless = new NewInvitation(email, new NewMember("X", null, null, MemberPermissions.USUAL), true);
        assertProblem(
                ProblemCode.INVALID_FIELDS, () -> invitations.invite(PLATFORM, sage.tenant(), nameless, null, null));
    }
}
