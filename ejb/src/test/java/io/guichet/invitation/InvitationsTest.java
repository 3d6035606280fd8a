package io.guichet.invitation;

import io.guichet.invitation.Invitations.Invited;
import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.mail.Letter;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.NewMember;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.Tenants;
import io.guichet.testing.DueWork;
import io.guichet.testing.FiredEvents;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class InvitationsTest {

    private static final PlatformCaller PLATFORM = PlatformCaller.itself("test", "test");

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final FakeAccounts accounts = new FakeAccounts();
    private final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .with(Accounts.class, accounts)
            .with(Event.class, FiredEvents.heardByNobody())
            .configured("guichet.public-url", "https://guichet.example")
            .configured("guichet.invitation.daily-cap", "20");
    private final Invitations invitations = wiring.get(Invitations.class);
    private final AnswerInvitations answers = wiring.get(AnswerInvitations.class);
    private final Members members = wiring.get(Members.class);

    private CallContext ebp;
    private CallContext sage;
    private String email;

    @BeforeEach
    void two_tenants_and_somebody() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        email = Ids.print("durant.", Ids.next()) + "@peinture.example";
    }

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
    void who_has_no_account_gets_one_and_is_still_asked_where_he_was_to_be_linked() {
        invitations.link(ebp, as("DUR-001"), null);
        prepare();

        var account = accounts.byEmail.get(email);
        assertThat(account.isNew()).isTrue();
        assertThat(accounts.granted).containsExactly(account.id() + " artisan");
        assertThat(letters(ebp))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text())
                        .contains("Mot de passe provisoire : " + accounts.passwords.get(account.id()), "acceptez-la"));
        assertThat(memberships(account.id())).isEmpty();
        assertThat(answers.pending(account.id(), email)).hasSize(1);
    }

    @Test
    void whose_account_is_opened_for_the_tenant_is_its_member_once_he_comes_in() {
        var invited = invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();

        var account = accounts.byEmail.get(email).id();
        assertThat(letters(ebp))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text())
                        .contains(accounts.passwords.get(account))
                        .doesNotContain("acceptez-la"));
        assertThat(memberships(account)).isEmpty();
        assertThat(list(ebp).getFirst().status()).isEqualTo("pending");

        arrives(account);
        arrives(account);

        assertThat(memberships(account)).containsExactly("DUR-001");
        assertThat(members.get(ebp, "DUR-001").permissions()).isEqualTo(MemberPermissions.USUAL);
        assertThat(list(ebp).getFirst().status()).isEqualTo("accepted");
        assertThat(list(ebp).getFirst().id()).isEqualTo(invited.id());
        assertProblem(ProblemCode.INVITATION_GONE, () -> invitations.send(ebp, invited.id(), null));
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
    void who_was_only_to_be_linked_or_had_an_account_is_no_member_by_coming_in() {
        var known = accounts.has("known." + email);
        invitations.link(ebp, as("DUR-001"), null);
        invitations.createAndLink(sage, to("known." + email, "DUR-002"), null);
        prepare();
        due(wiring.get(PrepareInvitation.class)).run(sage);
        var account = accounts.byEmail.get(email).id();
        arrives(account);
        answers.arrive(known, invitee(known, "known." + email));
        answers.arrive(known, invitee(known, null));
        answers.arrive(known, invitee(known, email));

        assertThat(memberships(account)).isEmpty();
        assertThat(memberships(known)).isEmpty();
    }

    @Test
    void whose_name_was_given_to_another_meanwhile_is_no_member_by_coming_in() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        var account = accounts.byEmail.get(email).id();
        var other = UserId.next();
        wiring.get(Tenants.class).addUser(other, other + "@durant.example", "Other");
        wiring.get(Tenants.class).addMember(ebp, other, "DUR-001", "Other", null, List.of());
        arrives(account);

        assertThat(memberships(account)).isEmpty();
        assertThat(list(ebp).getFirst().reason()).isEqualTo("external_id_taken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoked", "expired", "not written to"})
    void an_account_that_nobody_could_open_does_not_keep_its_address_out(String what) {
        var first = new NewInvitation(
                email,
                new NewMember("DUR-001", "Durant", null, MemberPermissions.USUAL),
                !what.equals("not written to"));
        var invited = invitations.createAndLink(ebp, first, null);
        prepare();
        assertThat(accounts.byEmail.containsKey(email)).isEqualTo(first.letter());
        if (what.equals("revoked")) {
            invitations.revoke(ebp, invited.id());
        } else if (what.equals("expired")) {
            clock.advance(Duration.ofDays(7));
            due(wiring.get(EndFirstPassword.class)).run(ebp);
        }
        invitations.createAndLink(sage, as("DUR-002"), null);
        due(wiring.get(PrepareInvitation.class)).run(sage);

        var account = accounts.byEmail.get(email).id();
        assertThat(letters(sage))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains(accounts.passwords.get(account)));
        arrives(account);
        assertThat(memberships(account)).containsExactly("DUR-002");
    }

    @Test
    void of_two_first_passwords_the_later_one_works_and_ends_by_its_own_date() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofDays(1));
        invitations.createAndLink(sage, as("DUR-002"), null);
        due(wiring.get(PrepareInvitation.class)).run(sage);
        var account = accounts.byEmail.get(email).id();
        var later = accounts.passwords.get(account);
        clock.advance(Duration.ofDays(6));
        due(wiring.get(EndFirstPassword.class)).run(ebp);

        assertThat(accounts.passwords).containsEntry(account, later);
        clock.advance(Duration.ofDays(1));
        due(wiring.get(EndFirstPassword.class)).run(sage);
        assertThat(accounts.passwords.get(account)).isNotEqualTo(later);
    }

    @Test
    void of_two_tenants_the_one_by_whose_password_he_came_in_has_him() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofMinutes(1));
        invitations.createAndLink(sage, as("DUR-002"), null);
        due(wiring.get(PrepareInvitation.class)).run(sage);
        var account = accounts.byEmail.get(email).id();
        arrives(account);
        arrives(account);

        assertThat(memberships(account)).containsExactly("DUR-002");
        assertThat(answers.pending(account, email)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"suspended", "deleted"})
    void for_a_tenant_that_is_closed_nobody_gets_an_account_or_a_letter(String status) {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set status = '" + status + "'"));
        assertThat(prepare()).containsExactly(WorkOutcome.DONE);

        assertThat(accounts.byEmail).isEmpty();
        assertThat(letters(ebp)).isEmpty();
        assertThat(list(ebp).getFirst().status()).isEqualTo("failed");
        assertThat(list(ebp).getFirst().reason()).isEqualTo("client_inactive");
    }

    @Test
    void who_comes_in_by_an_account_of_a_tenant_that_was_closed_meanwhile_waits() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set status = 'suspended'"));
        var account = accounts.byEmail.get(email).id();
        arrives(account);

        assertThat(list(ebp).getFirst().status()).isEqualTo("pending");
        RealPostgres.inTenant(
                ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set status = 'active'"));
        arrives(account);
        assertThat(memberships(account)).containsExactly("DUR-001");
    }

    @Test
    void where_the_address_has_an_account_creating_one_is_an_invitation_like_any_other() {
        var user = accounts.has(email);
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();

        assertThat(memberships(user)).isEmpty();
        assertThat(accounts.passwords).isEmpty();
        assertThat(answers.pending(user, email)).hasSize(1);
        assertThat(letters(ebp))
                .singleElement()
                .satisfies(l -> assertThat(l.text()).contains("acceptez-la"));
    }

    @Test
    void an_account_that_was_opened_before_the_process_died_is_found_again() {
        accounts.diesAfterOpening = true;
        invitations.createAndLink(ebp, as("DUR-001"), null);
        assertThat(prepare()).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        assertThat(letters(ebp)).isEmpty();
        accounts.diesAfterOpening = false;
        clock.advance(Duration.ofMinutes(1));
        prepare();

        var account = accounts.byEmail.get(email).id();
        assertThat(letters(ebp))
                .singleElement()
                .satisfies(letter -> assertThat(letter.text()).contains(accounts.passwords.get(account)));
        arrives(account);
        assertThat(memberships(account)).containsExactly("DUR-001");
    }

    @Test
    void work_that_is_run_again_opens_and_writes_nothing_again() {
        var invited = invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        var password = accounts.passwords.get(accounts.byEmail.get(email).id());

        assertThat(wiring.get(PrepareInvitation.class)
                        .handle(platform(ebp), invited.id().toString(), 2))
                .isEqualTo(WorkOutcome.DONE);
        assertThat(accounts.passwords.get(accounts.byEmail.get(email).id())).isEqualTo(password);
        assertThat(letters(ebp)).hasSize(1);
    }

    @Test
    void a_provider_that_is_down_is_asked_again_and_given_up_after_about_an_hour() {
        accounts.down = true;
        invitations.link(ebp, as("DUR-001"), null);
        for (var i = 0; i < 13; i++) {
            assertThat(prepare()).singleElement().isInstanceOf(WorkOutcome.Retry.class);
            clock.advance(Duration.ofMinutes(40));
        }

        assertThat(prepare()).isEmpty();
        assertThat(list(ebp)).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo("failed");
            assertThat(i.reason()).isEqualTo("accounts_unavailable");
        });
        accounts.down = false;
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void without_the_right_to_manage_accounts_it_is_a_letter_to_whoever_has_one() {
        accounts.managed = false;
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();

        assertThat(letters(ebp))
                .singleElement()
                .satisfies(l -> assertThat(l.text()).contains("acceptez-la"));
        assertThat(accounts.byEmail).isEmpty();
    }

    @Test
    void nobody_is_written_to_where_the_tenant_tells_him_itself() {
        accounts.has(email);
        invitations.link(
                ebp,
                new NewInvitation(email, new NewMember("DUR-001", null, null, MemberPermissions.USUAL), false),
                null);
        prepare();

        assertThat(letters(ebp)).isEmpty();
        assertThat(answers.pending(UserId.next(), email)).hasSize(1);
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
    void a_first_password_that_nobody_used_ends_with_its_invitation() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        var account = accounts.byEmail.get(email).id();
        var first = accounts.passwords.get(account);
        assertThat(due(wiring.get(EndFirstPassword.class)).run(ebp)).isEmpty();
        clock.advance(Duration.ofDays(7));
        due(wiring.get(EndFirstPassword.class)).run(ebp);

        assertThat(accounts.passwords.get(account)).isNotEqualTo(first);
    }

    @Test
    void who_was_not_written_to_or_lost_his_letter_is_written_to_again() {
        var invited = invitations.createAndLink(
                ebp,
                new NewInvitation(email, new NewMember("DUR-001", "Durant", null, MemberPermissions.USUAL), false),
                null);
        prepare();
        assertThat(letters(ebp)).isEmpty();
        assertThat(accounts.byEmail).isEmpty();
        invitations.send(ebp, invited.id(), null);
        prepare();
        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.send(ebp, invited.id(), null));
        clock.advance(Duration.ofMinutes(10));
        invitations.send(ebp, invited.id(), null);
        prepare();

        var account = accounts.byEmail.get(email).id();
        assertThat(letters(ebp)).hasSize(2);
        assertThat(letters(ebp)).anySatisfy(l -> assertThat(l.text()).contains(accounts.passwords.get(account)));
        assertProblem(ProblemCode.INVITATION_NOT_FOUND, () -> invitations.send(sage, invited.id(), null));
        clock.advance(Duration.ofDays(7).minusMinutes(10));
        var last = accounts.passwords.get(account);
        due(wiring.get(EndFirstPassword.class)).run(ebp);
        assertThat(accounts.passwords.get(account)).isEqualTo(last);
    }

    @Test
    void who_chose_his_password_keeps_it_however_often_he_is_written_to() {
        var invited = invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        var account = accounts.byEmail.get(email);
        accounts.byEmail.put(email, new Accounts.Account(account.id(), account.username(), false));
        accounts.passwords.put(account.id(), "his own");
        clock.advance(Duration.ofMinutes(10));
        invitations.send(ebp, invited.id(), null);
        prepare();

        assertThat(accounts.passwords).containsEntry(account.id(), "his own");
        assertThat(letters(ebp)).hasSize(2);
    }

    @Test
    void a_password_that_he_chose_stays() {
        invitations.createAndLink(ebp, as("DUR-001"), null);
        prepare();
        var account = accounts.byEmail.get(email);
        accounts.byEmail.put(email, new Accounts.Account(account.id(), account.username(), false));
        accounts.passwords.put(account.id(), "his own");
        clock.advance(Duration.ofDays(8));
        due(wiring.get(EndFirstPassword.class)).run(ebp);

        assertThat(accounts.passwords).containsEntry(account.id(), "his own");
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
    void an_address_is_written_to_three_times_a_day_however_that_is_asked_for() {
        var first = invitations.link(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofMinutes(10));
        invitations.send(ebp, first.id(), null);
        prepare();
        invitations.revoke(ebp, first.id());
        var third = invitations.link(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofMinutes(10));

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.send(ebp, third.id(), null));
        invitations.revoke(ebp, third.id());
        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
        assertThat(invitations.link(ebp, to("b." + email, "DUR-002"), null)).isNotNull();
        assertThat(invitations.link(sage, as("DUR-001"), null)).isNotNull();
        clock.advance(Duration.ofDays(1));
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void letters_that_are_sent_again_are_as_many_invitations() {
        var ids = new ArrayList<InvitationId>();
        for (var i = 0; i < 10; i++) {
            ids.add(invitations
                    .link(ebp, to("n" + i + "." + email, "N-" + i), null)
                    .id());
        }
        prepare();
        clock.advance(Duration.ofMinutes(10));
        ids.forEach(id -> invitations.send(ebp, id, null));

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
    }

    @Test
    void many_at_once_are_no_more() throws Exception {
        var made = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 30)
                    .<Callable<Object>>mapToObj(
                            i -> () -> invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }

        assertThat(made).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gagnez sur http://x.example", "HTTPS://x.example", "WWW.x.example", "a\u2028b", "a\nb"})
    void a_letter_is_no_advertisement(String text) {
        var wanted = new NewInvitation(email, new NewMember(text, text, null, MemberPermissions.USUAL), true);

        assertThatThrownBy(() -> invitations.link(ebp, wanted, null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains("name", "external_id"));
    }

    @Test
    void a_tenant_invites_so_many_a_day() {
        for (var i = 0; i < 20; i++) {
            invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null);
        }

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
        clock.advance(Duration.ofDays(1));
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void the_same_key_gives_the_same_invitation() {
        var first = invitations.link(ebp, as("DUR-001"), "key");

        assertThat(invitations.link(ebp, as("DUR-001"), "key")).isEqualTo(first);
        assertThat(list(ebp)).hasSize(1);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> invitations.link(ebp, to("x." + email, "DUR-001"), "key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "durant",
                "a@b",
                "a b@example.com",
                "a@example.com\nBcc: b@example.com",
                "a@-x.example",
                "a@x..example",
                "\"a\"@example.com",
                "a@[127.0.0.1]",
                ".a@example.com",
                "é@example.com"
            })
    void an_address_has_the_form_of_one(String text) {
        assertThatThrownBy(() -> invitations.link(ebp, to(text, " "), null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("email", "external_id"));
    }

    @Test
    void an_account_is_opened_under_a_name() {
        var nameless = new NewInvitation(email, new NewMember("X", null, null, MemberPermissions.USUAL), true);

        assertProblem(ProblemCode.INVALID_FIELDS, () -> invitations.createAndLink(ebp, nameless, null));
    }

    @Test
    void the_list_is_read_page_by_page_searched_and_filtered() {
        for (var i = 0; i < 5; i++) {
            invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null);
        }
        var first = invitations.list(ebp, page(3, null, null), null);
        var second = invitations.list(ebp, page(3, first.next(), null), null);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
        assertThat(invitations.list(ebp, page(50, null, "n3."), null).items()).hasSize(1);
        assertThat(invitations.list(ebp, page(50, null, null), "accepted").items())
                .isEmpty();
        assertThat(list(sage)).isEmpty();
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var reader =
                new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.CREATE_SESSIONS), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.link(reader, as("X"), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.createAndLink(reader, as("X"), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.list(reader, page(50, null, null), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.revoke(reader, InvitationId.next()));
    }

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

    @Test
    void every_faulty_field_of_an_invitation_is_named_at_once() {
        var faulty = new NewInvitation("", new NewMember("", null, "", "{\"x\":1}", MemberPermissions.USUAL), true);

        assertThatThrownBy(() -> invitations.invite(PLATFORM, ebp.tenant(), faulty, "root", null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "email", "external_id", "phone", "branding.x", "name", "role"));
    }

    @Test
    void the_same_key_writes_once_more_once() {
        var invited = invitations.createAndLink(
                ebp,
                new NewInvitation(email, new NewMember("DUR-001", "Durant", null, MemberPermissions.USUAL), false),
                null);
        prepare();
        var first = invitations.send(ebp, invited.id(), "key");
        prepare();

        assertThat(invitations.send(ebp, invited.id(), "key")).isEqualTo(first);
        prepare();
        assertThat(letters(ebp)).hasSize(1);
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

    private Set<Permission> permissions(UserId user, Set<String> roles, CallContext tenant) {
        return wiring.get(Authenticate.class)
                .byMembership(user, "Durant", roles, tenant.tenant(), "test", null)
                .orElseThrow()
                .permissions();
    }

    private static List<String> actions(CallContext tenant) {
        return RealPostgres.inTenant(tenant.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("select action from audit_log order by number");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
    }

    private NewInvitation as(String externalId) {
        return to(email, externalId);
    }

    private static NewInvitation to(String email, String externalId) {
        return new NewInvitation(
                email, new NewMember(externalId, "Durant Peinture", null, MemberPermissions.USUAL), true);
    }

    private static Invitee invitee(UserId user, String email) {
        return new Invitee(user, "Durant", email, Set.of("artisan"), "test", "127.0.0.1");
    }

    private void arrives(UserId account) {
        answers.arrive(account, invitee(account, email));
    }

    private List<WorkOutcome> prepare() {
        return due(wiring.get(PrepareInvitation.class)).run(ebp);
    }

    private DueWork due(WorkHandler handler) {
        return new DueWork(handler, clock);
    }

    private List<InvitationView> list(CallContext tenant) {
        return invitations.list(tenant, page(50, null, null), null).items();
    }

    private static PageRequest page(int limit, String cursor, String search) {
        return PageRequest.of(limit, cursor, search, null, Set.of("created_at"), "-created_at");
    }

    private List<String> memberships(UserId user) {
        return wiring.get(Authenticate.class).memberships(user).stream()
                .map(m -> m.member().externalId())
                .toList();
    }

    private List<Letter> letters(CallContext tenant) {
        var sealed = RealPostgres.<List<byte[]>>inTenant(tenant.tenant(), c -> {
            var found = new ArrayList<byte[]>();
            var rows = c.createStatement().executeQuery("select content from letters where content is not null");
            while (rows.next()) {
                found.add(rows.getBytes(1));
            }
            return found;
        });
        return wiring.inTenant(
                tenant,
                () -> sealed.stream()
                        .map(box -> Json.read(wiring.get(Secrets.class).open(tenant, box), Letter.class))
                        .toList());
    }

    private static CallContext platform(CallContext tenant) {
        return CallContext.platform(tenant.tenant(), "test", "test");
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
