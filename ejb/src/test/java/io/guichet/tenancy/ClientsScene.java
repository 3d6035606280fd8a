package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Clients.ClientData;
import io.guichet.tenancy.Clients.ClientFilter;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Those who run the platform, and the clients that they register. */
@ExtendWith(RealPostgres.class)
class ClientsScene {

    static final PlatformCaller ROOT =
            new PlatformCaller(new Actor.User(UserId.next(), "Root"), true, "req_root", "127.0.0.1");
    static final PlatformCaller ADMIN =
            new PlatformCaller(new Actor.User(UserId.next(), "Admin"), false, "req_admin", "127.0.0.1");
    static final ClientFilter ALL = new ClientFilter(null, null);

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final Wiring wiring = new Wiring().with(Clock.class, clock);
    final Clients clients = wiring.get(Clients.class);
    final Authenticate authenticate = wiring.get(Authenticate.class);
    final AuditTrail trail = wiring.get(AuditTrail.class);

    static ClientData data(String slug, String name, @Nullable String plan) {
        return new ClientData(
                slug,
                name,
                null,
                null,
                null,
                "https://cdn.ebp.example/logo.png",
                null,
                "Claire Aubry",
                "claire@ebp.example",
                "+33 1 02 03 04 05",
                null,
                "1 rue du Bac\n75007 Paris",
                null,
                "FR 40 303265045",
                null,
                1000L,
                null,
                "never pays in time",
                plan,
                null);
    }

    static PageRequest named(String words) {
        return PageRequest.of(50, null, words, null, Set.of("name", "created_at"), "-created_at");
    }

    static PageRequest newest(int limit) {
        return PageRequest.of(limit, null, null, null, Set.of("created_at"), "-created_at");
    }

    static AuditTrail.AuditFilter everything(@Nullable String client) {
        return new AuditTrail.AuditFilter(client, null, null, null, null, null);
    }

    static void refused(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
