package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.testing.FiredEvents;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two tenants and their members. */
@ExtendWith(RealPostgres.class)
class MembersScene {

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final List<Object> told = new ArrayList<>();
    final Wiring wiring = new Wiring().with(Clock.class, clock).with(Event.class, FiredEvents.heardBy(told::add));
    final Members members = wiring.get(Members.class);
    final Users users = wiring.get(Users.class);

    CallContext ebp;
    CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    MemberView join(CallContext tenant, String externalId) {
        var user = UserId.next();
        users.remember(user, user + "@durant.example", "Durant");
        return members.join(platform(tenant), user, "Durant", as(externalId));
    }

    static NewMember as(String externalId) {
        return new NewMember(externalId, "Durant " + externalId, null, MemberPermissions.USUAL);
    }

    static PageRequest page(String search, String sort) {
        return PageRequest.of(50, null, search, sort, Set.of("name", "linked_at"), "name");
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
