package io.guichet.webhook;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class EndpointsTest {

    private static final NewEndpoint WANTED =
            new NewEndpoint("https://api.ebp.com/webhooks/ai-manager", List.of("project.completed", "quote.signed"));

    private final Wiring wiring = new Wiring().with(Clock.class, new MovingClock("2026-11-02T08:00:00Z"));
    private final Endpoints endpoints = wiring.get(Endpoints.class);

    private CallContext ebp;
    private CallContext sage;

    @BeforeEach
    void two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
    }

    @Test
    void a_new_endpoint_is_active_and_its_secret_is_shown_once() {
        var created = endpoints.create(ebp, WANTED, null);

        assertThat(created.secret()).startsWith("whsec_");
        assertThat(created.toString()).doesNotContain(created.secret());
        assertThat(endpoints.list(ebp))
                .singleElement()
                .isEqualTo(created.endpoint())
                .satisfies(e -> {
                    assertThat(e.url()).isEqualTo(WANTED.url());
                    assertThat(e.events()).containsExactly("project.completed", "quote.signed");
                    assertThat(e.status()).isEqualTo("active");
                    assertThat(e.disabledReason()).isNull();
                    assertThat(e.createdAt()).isEqualTo(Instant.parse("2026-11-02T08:00:00Z"));
                    assertThat(e.lastSuccessAt()).isNull();
                });
    }

    @Test
    void the_database_holds_no_readable_secret() {
        var created = endpoints.create(ebp, WANTED, null);

        byte[] kept = RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select secret from webhook_endpoints");
            row.next();
            return row.getBytes(1);
        });

        assertThat(new String(kept, StandardCharsets.ISO_8859_1))
                .doesNotContain("whsec_")
                .doesNotContain(created.secret().substring(6));
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        var wanted = new NewEndpoint(" ", Arrays.asList("project.completed", "project.exploded", null));

        assertThatThrownBy(() -> endpoints.create(ebp, wanted, null))
                .isInstanceOfSatisfying(GuichetException.class, e -> {
                    assertThat(e.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
                    assertThat(e.fields())
                            .extracting(GuichetException.FieldError::field)
                            .containsExactly("url", "events[1]", "events[2]");
                });
    }

    @Test
    void what_is_missing_is_named_too() {
        assertThatThrownBy(() -> endpoints.create(ebp, new NewEndpoint(null, null), null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("url", "events"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.ebp.com/",
                "https://127.0.0.1/",
                "https://10.0.0.1/",
                "https://169.254.169.254/",
                "https://localhost/",
                "https://u:p@api.ebp.com/",
                "nonsense"
            })
    void a_url_that_would_never_be_called_is_refused(String url) {
        assertProblem(
                ProblemCode.UNREACHABLE_URL,
                () -> endpoints.create(ebp, new NewEndpoint(url, List.of("quote.signed")), null));
        assertThat(endpoints.list(ebp)).isEmpty();
    }

    @Test
    void an_event_named_twice_is_subscribed_once() {
        var created =
                endpoints.create(ebp, new NewEndpoint(WANTED.url(), List.of("quote.signed", "quote.signed")), null);

        assertThat(created.endpoint().events()).containsExactly("quote.signed");
    }

    @Test
    void the_same_idempotency_key_gives_the_first_answer_again() {
        var first = endpoints.create(ebp, WANTED, "key-1");

        assertThat(endpoints.create(ebp, WANTED, "key-1")).isEqualTo(first);
        assertThat(endpoints.list(ebp)).hasSize(1);
        assertThat(endpoints.create(ebp, WANTED, "key-2")).isNotEqualTo(first);
    }

    @Test
    void an_idempotency_key_does_not_serve_another_request() {
        endpoints.create(ebp, WANTED, "key-1");

        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> endpoints.create(ebp, new NewEndpoint(WANTED.url(), List.of("quote.signed")), "key-1"));
    }

    @Test
    void there_are_at_most_twenty_active_ones() {
        for (var i = 0; i < 20; i++) {
            endpoints.create(ebp, WANTED, null);
        }
        assertProblem(ProblemCode.CONFLICT, () -> endpoints.create(ebp, WANTED, null));

        endpoints.delete(ebp, endpoints.list(ebp).getFirst().id());

        assertThat(endpoints.create(ebp, WANTED, null)).isNotNull();
        assertThat(endpoints.create(sage, WANTED, null)).isNotNull();
    }

    @Test
    void a_deleted_endpoint_is_gone_with_its_secret() {
        var id = endpoints.create(ebp, WANTED, null).endpoint().id();

        endpoints.delete(ebp, id);

        assertThat(endpoints.list(ebp)).isEmpty();
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.delete(ebp, id));
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.enable(ebp, id));
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.deliveries(ebp, id, Pages.first()));
        assertThat(RealPostgres.<Integer>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement().executeQuery("select length(secret) from webhook_endpoints");
                    row.next();
                    return row.getInt(1);
                }))
                .isZero();
    }

    @Test
    void another_tenants_endpoint_is_as_if_it_did_not_exist() {
        var id = endpoints.create(ebp, WANTED, null).endpoint().id();

        assertThat(endpoints.list(sage)).isEmpty();
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.delete(sage, id));
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.enable(sage, id));
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.deliveries(sage, id, Pages.first()));
        assertProblem(ProblemCode.NOT_FOUND, () -> endpoints.delete(sage, EndpointId.next()));
        assertThat(endpoints.list(ebp)).hasSize(1);
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var id = endpoints.create(ebp, WANTED, null).endpoint().id();
        var reader = new CallContext(
                ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.READ_CONVERSATIONS), "corr");

        assertProblem(ProblemCode.FORBIDDEN, () -> endpoints.create(reader, WANTED, null));
        assertProblem(ProblemCode.FORBIDDEN, () -> endpoints.list(reader));
        assertProblem(ProblemCode.FORBIDDEN, () -> endpoints.delete(reader, id));
        assertProblem(ProblemCode.FORBIDDEN, () -> endpoints.enable(reader, id));
        assertProblem(ProblemCode.FORBIDDEN, () -> endpoints.deliveries(reader, id, Pages.first()));
    }

    @Test
    void deliveries_are_paged_newest_first() {
        var id = endpoints.create(ebp, WANTED, null).endpoint().id();
        var announce = wiring.get(Announce.class);
        for (var i = 1; i <= 120; i++) {
            var source = "project-" + i;
            wiring.inTenant(ebp, () -> {
                announce.announce(ebp, EventType.PROJECT_COMPLETED, source, Map.of());
                return source;
            });
        }

        var first = endpoints.deliveries(ebp, id, Pages.first());
        var second = endpoints.deliveries(ebp, id, Pages.after(first.next()));
        var third = endpoints.deliveries(ebp, id, Pages.after(second.next()));

        assertThat(List.of(first, second, third))
                .extracting(p -> p.items().size())
                .containsExactly(50, 50, 20);
        assertThat(third.next()).isNull();
        assertThat(first.items().getFirst().createdAt()).isEqualTo(Instant.parse("2026-11-02T08:00:00Z"));
        var ids = java.util.stream.Stream.of(first, second, third)
                .flatMap(p -> p.items().stream())
                .map(d -> d.id().toString())
                .toList();
        assertThat(ids).hasSize(120).doesNotHaveDuplicates().isSortedAccordingTo(java.util.Comparator.reverseOrder());
    }

    @Test
    void a_cursor_that_is_not_ours_is_a_bad_request() {
        var id = endpoints.create(ebp, WANTED, null).endpoint().id();

        assertProblem(ProblemCode.BAD_REQUEST, () -> endpoints.deliveries(ebp, id, Pages.after("2")));
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
