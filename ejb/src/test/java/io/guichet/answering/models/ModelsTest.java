package io.guichet.answering.models;

import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

import static io.guichet.answering.models.PlayedProvider.answers;
import static io.guichet.answering.models.PlayedProvider.breaksOffAfter;
import static io.guichet.answering.models.PlayedProvider.fails;
import static io.guichet.answering.models.PlayedProvider.onlyThinks;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class ModelsTest extends ModelsScene {

    @Test
    void an_answer_says_who_wrote_it_and_is_metered() throws NoModelAnswered {
        played.paid.plays(answers("Quelle surface, en m² ?"));

        var answer = ask("paid/grand", null);

        assertThat(answer.text()).isEqualTo("Quelle surface, en m² ?");
        assertThat(answer.provider() + " " + answer.model()).isEqualTo("paid grand");
        assertThat(answer.failed()).isEmpty();
        assertThat(answer.firstWordMillis()).isBetween(0L, answer.millis());
        assertThat(String.join("", words)).isEqualTo(answer.text());
        assertThat(usage()).singleElement().satisfies(day -> {
            assertThat(day.calls()).isOne();
            assertThat(day.failed()).isZero();
            assertThat(day.inputTokens()).isEqualTo(100);
            assertThat(day.outputTokens()).isEqualTo(10);
            assertThat(day.costMicros()).isEqualTo(200);
        });
    }

    @Test
    void a_model_without_a_provider_is_the_default_ones() throws NoModelAnswered {
        assertThat(ask("mistral:7b", null).provider()).isEqualTo("free");
        assertThat(ask("library/mistral:7b", null).model()).isEqualTo("library/mistral:7b");
    }

    @Test
    void an_overloaded_model_is_asked_once_more_and_metered_once() throws NoModelAnswered {
        played.paid.plays(fails(Reason.OVERLOADED, Duration.ofMillis(1)), fails(Reason.UNREACHABLE));

        assertThat(ask("paid/grand", null).text()).isEqualTo("ok");
        assertThat(played.paid.calls).hasValue(3);
        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.failed() == 0);
    }

    @Test
    void one_that_wishes_to_be_left_alone_for_long_is() throws NoModelAnswered {
        played.paid.plays(fails(Reason.OVERLOADED, Duration.ofHours(1)));

        assertThat(ask("paid/grand", "free/petit").provider()).isEqualTo("free");
        assertThat(played.paid.calls).hasValue(1);
    }

    @Test
    void a_refusal_is_not_asked_twice_and_the_fallback_answers() throws NoModelAnswered {
        played.paid.plays(fails(Reason.REFUSED));

        var answer = ask("paid/grand", "free/petit");

        assertThat(answer.provider()).isEqualTo("free");
        assertThat(answer.failed()).singleElement().matches(f -> f.reason().equals("refused"));
        assertThat(played.paid.calls).hasValue(1);
        assertThat(usage()).hasSize(2);
    }

    @Test
    void a_model_that_hangs_leaves_time_for_its_fallback() throws NoModelAnswered {
        played.paid.plays(played.paid.hangs());

        var answer =
                models().ask(durant, request(choice("paid/grand", "free/petit"), Duration.ofSeconds(2)), words::add);

        assertThat(answer.failed()).singleElement().matches(f -> f.reason().equals("timed_out"));
        assertThat(words).containsExactly("ok");
    }

    @Test
    void what_hangs_alone_is_given_up_in_time() {
        played.paid.plays(played.paid.hangs());

        var none = catchThrowableOfType(
                NoModelAnswered.class,
                () -> models().ask(durant, request(choice("paid/grand", null), Duration.ofMillis(200)), NOBODY));

        assertThat(none.reason()).isEqualTo("unavailable");
        assertThat(none.attempts()).extracting(FailedAttempt::reason).containsExactly("timed_out");
    }

    @Test
    void nothing_is_said_twice_when_a_model_breaks_off() throws NoModelAnswered {
        played.paid.plays(breaksOffAfter("Je vous "));
        played.free.plays(answers("Bonjour !"));

        assertThat(ask("paid/grand", "free/petit").text()).isEqualTo("Bonjour !");
        assertThat(words).containsExactly("Je vous ");
        assertThat(played.paid.calls).hasValue(1);
    }

    @Test
    void what_satisfies_a_schema_is_not_read_while_it_is_written() throws NoModelAnswered {
        var plain = request(choice("paid/grand", null), LONG);
        var answer = models().ask(
                        durant,
                        new ModelRequest(plain.choice(), plain.system(), plain.messages(), "{}", LONG),
                        words::add);

        assertThat(answer.text()).isEqualTo("ok");
        assertThat(words).isEmpty();
    }

    @Test
    void without_a_model_nobody_is_asked() {
        played.platform.clear();

        assertThat(none(choice("paid/grand", "free/petit")).reason()).isEqualTo("none_configured");
        assertThat(none(choice(null, "free/petit")).nobodyWantedOne()).isFalse();
        assertThat(none(choice(null, null)).nobodyWantedOne()).isTrue();
        assertThat(models().areNamed(choice(null, "free/petit"))).isTrue();
        assertThat(models().areNamed(choice(null, null))).isFalse();
        assertThat(usage()).isEmpty();
    }

    @Test
    void a_platforms_own_model_that_is_not_there_is_missed() {
        played.platform.clear();
        played.wiring.configured("guichet.models.default-model", "paid/grand");

        assertThat(none(choice(null, null)).reason()).isEqualTo("none_configured");
    }

    @Test
    void an_empty_answer_costs_what_it_cost_and_the_fallback_answers() throws NoModelAnswered {
        played.paid.plays(onlyThinks());

        var answer = ask("paid/grand", "free/petit");

        assertThat(answer.provider()).isEqualTo("free");
        assertThat(answer.failed()).singleElement().matches(f -> f.reason().equals("empty"));
        assertThat(usage())
                .filteredOn(day -> day.provider().equals("paid"))
                .singleElement()
                .matches(day -> day.failed() == 1 && day.outputTokens() == 100 && day.costMicros() == 1_100);
    }

    @Test
    void the_ceiling_of_a_day_holds_for_calls_at_once() throws Exception {
        played.wiring.configured("guichet.models.daily-ceiling", "0.004");
        var models = models();
        var answered = together(24, () -> {
            try {
                return models.ask(durant, request(choice("paid/grand", null), LONG), NOBODY)
                        .provider();
            } catch (NoModelAnswered e) {
                return e.reason();
            }
        });

        assertThat(answered).contains("paid", "cost_ceiling").doesNotContain("unavailable");
        assertThat(usage()).singleElement().satisfies(day -> {
            assertThat(day.costMicros()).isLessThanOrEqualTo(4_000);
            assertThat(day.calls())
                    .isEqualTo(answered.stream().filter("paid"::equals).count());
        });
        assertThat(reservations()).isZero();
    }

    @Test
    void a_ceiling_stops_what_costs_and_nothing_else() throws NoModelAnswered {
        played.wiring.configured("guichet.models.daily-ceiling", "0");

        var none = catchThrowableOfType(NoModelAnswered.class, () -> ask("paid/grand", null));

        assertThat(none.reason()).isEqualTo("cost_ceiling");
        assertThat(ask("paid/grand", "free/petit").provider()).isEqualTo("free");
        assertThat(played.paid.calls).hasValue(0);
    }

    @Test
    void a_tenant_may_have_a_ceiling_of_its_own() throws NoModelAnswered {
        var meter = played.wiring.get(ModelMeter.class);
        var martin = TestTenants.aTenant(played.wiring);
        meter.setCeiling(durant, 0L);

        assertThatThrownBy(() -> ask("paid/grand", null)).isInstanceOf(NoModelAnswered.class);
        assertThat(meter.usage(durant, 1).dailyCeilingMicros()).isZero();
        assertThat(meter.usage(martin, 1).dailyCeilingMicros()).isEqualTo(10_000);

        meter.setCeiling(durant, null);
        assertThat(ask("paid/grand", null).text()).isEqualTo("ok");
    }

    @Test
    void tomorrow_is_another_day() throws NoModelAnswered {
        played.wiring.configured("guichet.models.daily-ceiling", "0.0011");
        ask("paid/grand", null);
        assertThatThrownBy(() -> ask("paid/grand", null)).isInstanceOf(NoModelAnswered.class);

        played.clock.advance(Duration.ofDays(1));

        assertThat(ask("paid/grand", null).text()).isEqualTo("ok");
    }

    @Test
    void what_was_set_aside_for_a_call_that_nobody_ended_lapses() throws NoModelAnswered {
        var meter = played.wiring.get(ModelMeter.class);
        assertThat(meter.reserve(durant, UUID.randomUUID(), 9_500, Duration.ofMinutes(1)))
                .isTrue();
        assertThatThrownBy(() -> ask("paid/grand", null)).isInstanceOf(NoModelAnswered.class);

        played.clock.advance(Duration.ofMinutes(2));

        assertThat(ask("paid/grand", null).text()).isEqualTo("ok");
    }

    @Test
    void what_a_call_cost_is_written_once() {
        var meter = played.wiring.get(ModelMeter.class);
        var call = new ModelMeter.Ended(UUID.randomUUID(), "paid", "grand", false, 1, 1, 11, 5, "complete");

        meter.settle(durant, call);
        meter.settle(durant, call);

        assertThat(usage()).singleElement().matches(day -> day.calls() == 1 && day.costMicros() == 11);
    }

    @Test
    void old_calls_are_forgotten_and_their_days_stay() throws NoModelAnswered {
        ask("paid/grand", null);
        played.clock.advance(Duration.ofDays(91));

        assertThat(played.wiring.get(ModelMeter.class).forget(durant)).isOne();
        assertThat(played.wiring.get(ModelMeter.class).usage(durant, 92).days()).hasSize(1);
    }

    private long reservations() {
        return RealPostgres.<Long>inTenant(durant.tenant(), connection -> {
            var row = connection.createStatement().executeQuery("select count(*) from model_reservations");
            row.next();
            return row.getLong(1);
        });
    }

    private static <T> List<T> together(int times, java.util.concurrent.Callable<T> work) throws Exception {
        var start = new CountDownLatch(1);
        try (var threads = Executors.newFixedThreadPool(8)) {
            var futures = new ArrayList<Future<T>>();
            for (var i = 0; i < times; i++) {
                futures.add(threads.submit(() -> {
                    start.await();
                    return work.call();
                }));
            }
            start.countDown();
            var results = new ArrayList<T>();
            for (var future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
