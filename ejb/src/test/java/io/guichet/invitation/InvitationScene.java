package io.guichet.invitation;

import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.mail.Letter;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.NewMember;
import io.guichet.tenancy.Secrets;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two tenants, somebody who may be invited by them, and what tells the story of it. */
abstract class InvitationScene {

    static final PlatformCaller PLATFORM = PlatformCaller.itself("test", "test");

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final FakeAccounts accounts = new FakeAccounts();
    final Wiring wiring = new Wiring()
            .with(Clock.class, clock)
            .with(Accounts.class, accounts)
            .with(Event.class, FiredEvents.heardByNobody())
            .configured("guichet.public-url", "https://guichet.example")
            .configured("guichet.invitation.daily-cap", "20");
    final Invitations invitations = wiring.get(Invitations.class);
    final AnswerInvitations answers = wiring.get(AnswerInvitations.class);
    final Members members = wiring.get(Members.class);

    CallContext ebp;
    CallContext sage;
    String email;

    @BeforeEach
    void two_tenants_and_somebody() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        email = Ids.print("durant.", Ids.next()) + "@peinture.example";
    }

    final Set<Permission> permissions(UserId user, Set<String> roles, CallContext tenant) {
        return wiring.get(Authenticate.class)
                .byMembership(user, "Durant", roles, tenant.tenant(), "test", null)
                .orElseThrow()
                .permissions();
    }

    static List<String> actions(CallContext tenant) {
        return RealPostgres.inTenant(tenant.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("select action from audit_log order by number");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
    }

    final NewInvitation as(String externalId) {
        return to(email, externalId);
    }

    static NewInvitation to(String email, String externalId) {
        return new NewInvitation(
                email, new NewMember(externalId, "Durant Peinture", null, MemberPermissions.USUAL), true);
    }

    static Invitee invitee(UserId user, String email) {
        return new Invitee(user, "Durant", email, Set.of("artisan"), "test", "127.0.0.1");
    }

    final void arrives(UserId account) {
        answers.arrive(account, invitee(account, email));
    }

    final List<WorkOutcome> prepare() {
        return due(wiring.get(PrepareInvitation.class)).run(ebp);
    }

    final DueWork due(WorkHandler handler) {
        return new DueWork(handler, clock);
    }

    final List<InvitationView> list(CallContext tenant) {
        return invitations.list(tenant, page(50, null, null), null).items();
    }

    static PageRequest page(int limit, String cursor, String search) {
        return PageRequest.of(limit, cursor, search, null, Set.of("created_at"), "-created_at");
    }

    final List<String> memberships(UserId user) {
        return wiring.get(Authenticate.class).memberships(user).stream()
                .map(m -> m.member().externalId())
                .toList();
    }

    final List<Letter> letters(CallContext tenant) {
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

    static CallContext platform(CallContext tenant) {
        return CallContext.platform(tenant.tenant(), "test", "test");
    }

    static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
