package io.guichet.invitation;

import io.guichet.invitation.Invitations.Invited;
import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import io.guichet.testing.RealPostgres;
import io.guichet.work.WorkOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has an account is asked whether it may be bound, and answers: link. */
@ExtendWith(RealPostgres.class)
class AnsweredInvitationsTest extends InvitationScene {

    @Test
    void what_a_tenant_is_answered_does_not_tell_whether_the_address_is_known() {
        accounts.has(email);
        var known = invitations.link(ebp, as("DUR-001"), null);
        var unknown = invitations.link(ebp, to("nobody." + email, "DUR-002"), null);
        var opened = invitations.createAndLink(ebp, to("somebody." + email, "DUR-003"), null);

        assertThat(List.of(known, unknown, opened)).extracting(Invited::status).containsOnly("pending");
        assertThat(List.of(known, unknown, opened))
                .extracting(Invited::expiresAt)
                .containsOnly(clock.instant().plus(Duration.ofDays(7)));
        assertThat(list(ebp)).extracting(InvitationView::status).containsOnly("pending");
    }

    @Test
    void who_has_an_account_is_asked_and_is_a_member_once_he_accepts() {
        var user = accounts.has(email);
        var invited = invitations.link(ebp, as("DUR-001"), null);
        assertThat(prepare()).containsExactly(WorkOutcome.DONE);

        assertThat(letters(ebp)).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo(email);
            assertThat(letter.subject()).isEqualTo("Durant Peinture vous invite sur Guichet");
            assertThat(letter.text())
                    .contains("DUR-001", "https://guichet.example/portal/", "acceptez-la", "9 novembre 2026")
                    .doesNotContain("provisoire");
        });
        assertThat(memberships(user)).isEmpty();
        assertThat(answers.pending(user, email))
                .extracting(AnswerInvitations.Pending::id)
                .containsExactly(invited.id());

        var member = answers.accept(user, invitee(user, email), invited.id());

        assertThat(member.externalId()).isEqualTo("DUR-001");
        assertThat(memberships(user)).containsExactly("DUR-001");
        assertThat(answers.pending(user, email)).isEmpty();
        assertThat(list(ebp).getFirst().status()).isEqualTo("accepted");
        assertThat(list(ebp).getFirst().member()).isEqualTo(member.id());
        assertThat(accounts.granted).isEmpty();
    }

    @Test
    void until_he_answers_a_tenant_does_not_see_whether_his_address_was_known() {
        accounts.has(email);
        invitations.createAndLink(ebp, as("DUR-001"), null);
        invitations.createAndLink(ebp, to("new." + email, "DUR-002"), null);
        prepare();

        assertThat(list(ebp)).extracting(InvitationView::status).containsOnly("pending");
        assertThat(list(ebp)).extracting(InvitationView::answeredAt).containsOnlyNulls();
        assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> members.get(ebp, "DUR-001"));
        assertProblem(ProblemCode.MEMBER_NOT_FOUND, () -> members.get(ebp, "DUR-002"));
        assertThat(accounts.byEmail).hasSize(2);
    }

    @Test
    void only_the_invited_address_finds_and_answers_it() {
        var other = accounts.has("other." + email);
        var invited = invitations.link(ebp, as("DUR-001"), null);

        assertThat(answers.pending(other, "other." + email)).isEmpty();
        assertThat(answers.pending(other, null)).isEmpty();
        for (var stranger : List.of(invitee(other, "other." + email), invitee(other, null))) {
            assertProblem(ProblemCode.INVITATION_NOT_FOUND, () -> answers.accept(other, stranger, invited.id()));
            assertProblem(ProblemCode.INVITATION_NOT_FOUND, () -> answers.decline(other, stranger, invited.id()));
        }
        assertThat(answers.pending(other, email.toUpperCase(java.util.Locale.ROOT)))
                .hasSize(1);
    }

    @Test
    void what_was_answered_is_answered() {
        var user = accounts.has(email);
        var invited = invitations.link(ebp, as("DUR-001"), null);
        answers.decline(user, invitee(user, email), invited.id());

        assertProblem(ProblemCode.INVITATION_GONE, () -> answers.accept(user, invitee(user, email), invited.id()));
        assertProblem(ProblemCode.INVITATION_GONE, () -> invitations.revoke(ebp, invited.id()));
        assertThat(memberships(user)).isEmpty();
        assertThat(invitations.link(ebp, as("DUR-001"), null).id()).isNotEqualTo(invited.id());
    }

    @Test
    void an_invitation_ends_by_its_date_and_by_being_taken_back() {
        var user = accounts.has(email);
        var taken = invitations.link(ebp, as("DUR-001"), null);
        assertProblem(ProblemCode.INVITATION_NOT_FOUND, () -> invitations.revoke(sage, taken.id()));
        invitations.revoke(ebp, taken.id());
        var late = invitations.link(ebp, as("DUR-001"), null);
        clock.advance(Duration.ofDays(7));

        for (var over : List.of(taken, late)) {
            assertProblem(ProblemCode.INVITATION_GONE, () -> answers.accept(user, invitee(user, email), over.id()));
        }
        assertThat(answers.pending(user, email)).isEmpty();
        assertThat(list(ebp)).extracting(InvitationView::status).containsExactly("expired", "revoked");
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void accepted_by_who_has_no_role_he_is_given_one() {
        var user = accounts.has(email);
        var invited = invitations.link(ebp, as("DUR-001"), null);
        answers.accept(user, new Invitee(user, "Durant", email, Set.of("metreur"), "test", "::1"), invited.id());
        due(wiring.get(GrantRole.class)).run(ebp);

        assertThat(accounts.granted).containsExactly(user + " artisan");
    }

    @Test
    void who_runs_a_tenant_of_his_own_is_a_craftsman_where_he_was_invited() {
        var user = accounts.has(email);
        var invited = invitations.link(ebp, as("DUR-001"), null);
        var roles = Set.of("client_admin", "artisan");
        answers.accept(user, new Invitee(user, "Durant", email, roles, "test", "::1"), invited.id());

        assertThat(wiring.get(Authenticate.class)
                        .byMembership(user, "Durant", roles, ebp.tenant(), "test", null)
                        .orElseThrow()
                        .permissions())
                .containsExactlyInAnyOrder(Permission.CREATE_SESSIONS, Permission.READ_CONVERSATIONS);
    }

    @Test
    void an_address_and_a_name_are_invited_once_at_a_time() {
        invitations.link(ebp, as("DUR-001"), null);

        assertProblem(ProblemCode.CONFLICT, () -> invitations.link(ebp, as("DUR-002"), null));
        assertProblem(ProblemCode.CONFLICT, () -> invitations.link(ebp, to("b." + email, "DUR-001"), null));
        assertThat(invitations.link(sage, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void a_members_name_and_address_are_invited_by_his_tenant_no_more() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        arrives(accounts.byEmail.get(email).id());

        assertProblem(ProblemCode.CONFLICT, () -> invitations.link(ebp, as("DUR-002"), null));
        assertProblem(ProblemCode.CONFLICT, () -> invitations.link(ebp, to("b." + email, "DUR-001"), null));
        assertThat(invitations.link(sage, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void accepted_twice_at_once_it_makes_one_member() throws Exception {
        var user = accounts.has(email);
        var invited = invitations.link(ebp, as("DUR-001"), null);
        var accepted = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .<Callable<Object>>mapToObj(i -> () -> answers.accept(user, invitee(user, email), invited.id()))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    accepted++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }

        assertThat(accepted).isOne();
        assertThat(memberships(user)).hasSize(1);
    }

    @Test
    void a_phone_comes_along() {
        var user = accounts.has(email);
        var as = new NewMember("DUR-001", "Durant", "06 12 34 56 78", null, MemberPermissions.USUAL);
        var invited = invitations.link(ebp, new NewInvitation(email, as, true), null);

        assertThat(answers.accept(user, invitee(user, email), invited.id()).phone())
                .isEqualTo("06 12 34 56 78");
        var wrong = new NewMember("X", "Durant", "0".repeat(51), null, MemberPermissions.USUAL);
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> invitations.link(ebp, new NewInvitation("x." + email, wrong, true), null));
    }
}
