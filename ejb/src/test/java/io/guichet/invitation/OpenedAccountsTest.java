package io.guichet.invitation;

import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import io.guichet.tenancy.Tenants;
import io.guichet.testing.RealPostgres;
import io.guichet.work.WorkOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Whoever has no account gets one for his invitation, with a first password: create-and-link. */
@ExtendWith(RealPostgres.class)
class OpenedAccountsTest extends InvitationScene {

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
    void an_account_is_opened_under_a_name() {
        var nameless = new NewInvitation(email, new NewMember("X", null, null, MemberPermissions.USUAL), true);

        assertProblem(ProblemCode.INVALID_FIELDS, () -> invitations.createAndLink(ebp, nameless, null));
    }

    @Test
    void where_no_letter_may_be_written_no_account_is_opened_and_the_tenant_is_told_why() {
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate("""
                with scope as materialized (select set_config('guichet.platform', 'on', true)),
                     plan as (insert into plans (id, code, name, family, created_at)
                              select gen_random_uuid(), 'p-' || gen_random_uuid(), 'Plan', 'vendor', now() from scope
                              returning id),
                     version as (insert into plan_versions
                                     (id, plan_id, version, price_minor, currency, valid_from, created_at)
                                 select gen_random_uuid(), id, 1, 0, 'EUR', now(), now() from plan returning id),
                     stop as (insert into plan_limits (plan_version_id, metric, included, beyond)
                              select id, 'emails', 0, 'stop' from version)
                insert into subscriptions (id, tenant_id, plan_version_id, starts_at, created_by, created_at)
                select gen_random_uuid(), '%s', id, '2026-11-01T00:00:00Z', 'test', now() from version""".formatted(ebp.tenant().value())));
        invitations.createAndLink(ebp, as("DUR-001"), null);

        assertThat(prepare()).containsExactly(WorkOutcome.DONE);
        assertThat(accounts.byEmail).isEmpty();
        assertThat(letters(ebp)).isEmpty();
        assertThat(list(ebp)).singleElement().satisfies(i -> {
            assertThat(i.status()).isEqualTo("failed");
            assertThat(i.reason()).isEqualTo("quota_exceeded");
        });
    }
}
