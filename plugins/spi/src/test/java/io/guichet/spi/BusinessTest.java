package io.guichet.spi;

import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Business.Opening;
import io.guichet.spi.sector.Business.Taken;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When a business is open, and what can be booked there. It is Friday, 20 November 2026, 10 in the morning. */
class BusinessTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final Duration HOUR = Duration.ofHours(1);

    private final Instant now = at("2026-11-20T10:00");

    @Test
    void it_is_open_from_its_opening_up_to_and_without_its_closing() {
        var business = open(1, List.of());

        assertThat(business.isOpen(at("2026-11-20T08:59"))).isFalse();
        assertThat(business.isOpen(at("2026-11-20T09:00"))).isTrue();
        assertThat(business.isOpen(at("2026-11-20T17:59"))).isTrue();
        assertThat(business.isOpen(at("2026-11-20T18:00"))).isFalse();
    }

    @Test
    void a_night_belongs_to_the_evening_before() {
        var business = open(1, List.of());

        assertThat(business.isOpen(at("2026-11-22T01:30"))).isTrue();
        assertThat(business.isOpen(at("2026-11-22T02:00"))).isFalse();
    }

    @Test
    void a_closure_closes_what_would_begin_on_its_days() {
        var business = open(1, List.of());

        assertThat(business.openOn(LocalDate.of(2026, 11, 27)).isEmpty()).isTrue();
        assertThat(business.nextOpen(at("2026-11-27T08:00")).orElseThrow()).isEqualTo(at("2026-11-28T20:00"));
    }

    @Test
    void what_never_opens_has_no_next_opening() {
        assertThat(Business.UNKNOWN.nextOpen(now).isEmpty()).isTrue();
        assertThat(open(1, List.of()).nextOpen(now).isPresent()).isTrue();
    }

    @Test
    void hours_are_those_of_the_wall_when_summer_time_begins_and_ends() {
        var business = open(1, List.of());

        var winter = business.openOn(LocalDate.of(2027, 3, 26)).getFirst();
        var summer = business.openOn(LocalDate.of(2027, 4, 2)).getFirst();

        assertThat(winter.from()).isEqualTo(Instant.parse("2027-03-26T08:00:00Z"));
        assertThat(summer.from()).isEqualTo(Instant.parse("2027-04-02T07:00:00Z"));
    }

    @Test
    void an_appointment_ends_before_closing_and_never_lies_in_the_past() {
        var business = open(1, List.of());

        assertThat(business.canBook(at("2026-11-20T17:00"), HOUR)).isTrue();
        assertThat(business.canBook(at("2026-11-20T17:15"), HOUR)).isFalse();
        assertThat(business.canBook(at("2026-11-20T09:30"), HOUR)).isFalse();
        assertThat(business.canBook(at("2027-03-05T10:00"), HOUR)).isFalse();
    }

    @Test
    void an_appointment_begins_at_a_whole_step_after_opening() {
        var business = open(1, List.of());

        assertThat(business.canBook(at("2026-11-20T14:15"), HOUR)).isTrue();
        assertThat(business.canBook(at("2026-11-20T14:07"), HOUR)).isFalse();
        assertThat(business.canBook(at("2026-11-20T14:15").plusNanos(1), HOUR)).isFalse();
    }

    @Test
    void as_many_are_booked_at_once_as_there_are_chairs() {
        var first = new Taken(1, at("2026-11-20T14:00"), at("2026-11-20T15:00"));
        var second = new Taken(2, at("2026-11-20T14:30"), at("2026-11-20T15:30"));

        assertThat(open(1, List.of(first)).canBook(at("2026-11-20T14:30"), HOUR))
                .isFalse();
        assertThat(open(2, List.of(first)).freeChair(at("2026-11-20T14:30"), HOUR))
                .hasValue(2);
        assertThat(open(2, List.of(first, second)).canBook(at("2026-11-20T14:15"), HOUR))
                .isFalse();
        assertThat(open(2, List.of(first, second)).canBook(at("2026-11-20T15:00"), HOUR))
                .isTrue();
    }

    @Test
    void an_order_is_fetched_when_it_is_ready_and_somebody_is_there() {
        var business = open(1, List.of());

        assertThat(business.canFetch(at("2026-11-20T10:29"))).isFalse();
        assertThat(business.canFetch(at("2026-11-20T10:30"))).isTrue();
        assertThat(business.canFetch(at("2026-11-20T19:00"))).isFalse();
    }

    /** Open on Fridays from 9 to 18, on Saturdays from 20 to 2; closed on the 27th. */
    private Business open(int chairs, List<Taken> taken) {
        return new Business(
                PARIS,
                now,
                List.of(
                        new Opening(DayOfWeek.FRIDAY, LocalTime.of(9, 0), LocalTime.of(18, 0)),
                        new Opening(DayOfWeek.SATURDAY, LocalTime.of(20, 0), LocalTime.of(2, 0))),
                List.of(new Business.Closure(LocalDate.of(2026, 11, 27), LocalDate.of(2026, 11, 27))),
                chairs,
                Duration.ofMinutes(15),
                Duration.ofMinutes(30),
                List.of(),
                taken,
                List.of());
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(PARIS).toInstant();
    }
}
