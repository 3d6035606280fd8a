package io.guichet.tenancy;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.Members.MemberChange;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Members read page by page, also by those who run the platform; what each of them may use in a month. */
class MemberListsTest extends MembersScene {

    @ParameterizedTest
    @CsvSource({"name", "-name", "linked_at", "-linked_at"})
    void the_list_is_read_page_by_page_in_its_order(String sort) {
        var made = IntStream.range(0, 7)
                .mapToObj(i -> {
                    clock.advance(Duration.ofMinutes(1));
                    return join(ebp, "M-" + i).externalId();
                })
                .toList();

        var found = new ArrayList<String>();
        String cursor = null;
        do {
            var part =
                    members.list(ebp, PageRequest.of(3, cursor, null, sort, Set.of("name", "linked_at"), "name"), null);
            part.items().forEach(m -> found.add(m.externalId()));
            cursor = part.next();
        } while (cursor != null);

        assertThat(found).isEqualTo(sort.startsWith("-") ? made.reversed() : made);
    }

    @Test
    void the_list_is_searched_and_filtered() {
        join(ebp, "DUR-001");
        join(ebp, "100%_X");
        join(ebp, "MAR-002");
        members.remove(ebp, "MAR-002");

        assertThat(members.list(ebp, page("dur-", "name"), null).items()).hasSize(1);
        assertThat(members.list(ebp, page("%", "name"), null).items())
                .extracting(MemberView::externalId)
                .containsExactly("100%_X");
        assertThat(members.list(ebp, page(null, "name"), true).items()).hasSize(2);
        assertThat(members.list(ebp, page(null, "name"), false).items())
                .extracting(MemberView::externalId)
                .containsExactly("MAR-002");
    }

    @Test
    void who_runs_the_platform_reads_them_and_a_client_that_is_none_is_none() {
        join(ebp, "DUR-001");
        var operator = PlatformCaller.itself("test", "test");

        assertThat(members.list(operator.in(ebp.tenant()), page(null, "name"), null)
                        .items())
                .hasSize(1);
        assertProblem(
                ProblemCode.CLIENT_NOT_FOUND,
                () -> members.list(operator.in(TenantId.next()), page(null, "name"), null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-10-31T22:59:59Z,2026-10-31T23:00:00Z"})
    void a_month_begins_in_the_tenants_zone(String instants) {
        var times = instants.split(",");
        var durant = limited(1L);

        assertThat(at(times[0], durant)).isTrue();
        assertThat(at(times[0], durant)).isFalse();
        assertThat(at(times[1], durant)).isTrue();
        assertThat(at(times[1], durant)).isFalse();
    }

    @Test
    void of_fifty_at_once_for_the_last_one_gets_it() throws Exception {
        var durant = limited(10L);
        for (var i = 0; i < 9; i++) {
            assertThat(at("2026-11-02T08:00:00Z", durant)).isTrue();
        }
        var taken = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 50)
                    .<Callable<Boolean>>mapToObj(i -> () -> at("2026-11-02T08:00:00Z", durant))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                taken += call.get() ? 1 : 0;
            }
        }

        assertThat(taken).isOne();
        assertThat(wiring.<Long>inTenant(
                        ebp, () -> wiring.get(MemberSessions.class).used(ebp, durant.id())))
                .isEqualTo(10);
    }

    @Test
    void used_up_it_says_when_the_next_month_begins() {
        var durant = limited(0L);

        assertThatThrownBy(() -> take(wiring, durant)).isInstanceOfSatisfying(GuichetException.class, e -> {
            assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED);
            assertThat(e.retryAfter())
                    .contains(Duration.between(clock.instant(), java.time.Instant.parse("2026-11-30T23:00:00Z")));
        });
    }

    private MemberView limited(long most) {
        join(ebp, "DUR-001");
        return members.update(
                ebp,
                "DUR-001",
                new MemberChange("Durant", null, new MemberPermissions(true, false, false, most)),
                OptionalInt.empty());
    }

    private boolean at(String time, MemberView member) {
        try {
            take(new Wiring().with(Clock.class, new MovingClock(time)), member);
            return true;
        } catch (GuichetException e) {
            assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED);
            return false;
        }
    }

    private void take(Wiring at, MemberView member) {
        at.inTenant(ebp, () -> {
            at.get(MemberSessions.class).take(ebp, member);
            return null;
        });
    }
}
