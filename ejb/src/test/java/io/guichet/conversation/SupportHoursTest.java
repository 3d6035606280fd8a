package io.guichet.conversation;

import io.guichet.conversation.SupportHours.ClosedDay;
import io.guichet.conversation.SupportHours.Span;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.GuichetException.FieldError;
import io.guichet.kernel.Json;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SupportHoursTest {

    private static final ZoneId PARIS = ZoneId.of("Europe/Paris");
    private static final SupportHours OFFICE = new SupportHours(
            Map.of(
                    "monday", List.of(new Span("09:00", "12:30"), new Span("14:00", "18:00")),
                    "friday", List.of(new Span("09:00", "24:00"))),
            List.of(new ClosedDay("2026-12-25", "Noël")));

    @Test
    void somebody_is_there_from_the_minute_of_opening_to_the_minute_before_closing() {
        assertThat(OFFICE.isOpen(at("2026-11-02T09:00"))).isTrue();
        assertThat(OFFICE.isOpen(at("2026-11-02T12:29"))).isTrue();
        assertThat(OFFICE.isOpen(at("2026-11-02T12:30"))).isFalse();
        assertThat(OFFICE.isOpen(at("2026-11-02T08:59"))).isFalse();
        assertThat(OFFICE.isOpen(at("2026-11-03T10:00"))).isFalse();
        assertThat(OFFICE.isOpen(at("2026-11-06T23:59"))).isTrue();
    }

    @Test
    void the_next_opening_is_later_the_same_day_or_on_another_and_never_on_a_day_that_is_closed() {
        assertThat(OFFICE.nextOpening(at("2026-11-02T12:45"))).contains(at("2026-11-02T14:00"));
        assertThat(OFFICE.nextOpening(at("2026-11-02T19:00"))).contains(at("2026-11-06T09:00"));
        // 25 December 2026 is a Friday.
        assertThat(OFFICE.nextOpening(at("2026-12-21T19:00"))).contains(at("2026-12-28T09:00"));
        assertThat(OFFICE.isOpen(at("2026-12-25T10:00"))).isFalse();
        assertThat(SupportHours.UNKNOWN.nextOpening(at("2026-11-02T12:45"))).isEmpty();
    }

    @Test
    void an_hour_that_the_clock_leaps_over_is_the_one_after_it() {
        var early = new SupportHours(Map.of("sunday", List.of(new Span("02:30", "05:00"))), List.of());

        assertThat(early.nextOpening(at("2026-03-28T12:00"))).contains(at("2026-03-29T03:30"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"week\":{\"lundi\":[]},\"closed\":[]}",
                "{\"week\":{\"monday\":[{\"from\":\"18:00\",\"to\":\"09:00\"}]},\"closed\":[]}",
                "{\"week\":{\"monday\":[{\"from\":\"9:00\",\"to\":\"18:00\"}]},\"closed\":[]}",
                "{\"week\":{\"monday\":[{\"from\":\"09:00\"}]},\"closed\":[]}",
                "{\"week\":{\"monday\":[null]},\"closed\":[]}",
                "{\"week\":{\"monday\":[{\"from\":\"25:00\",\"to\":\"26:00\"}]},\"closed\":[]}",
                "{\"week\":{},\"closed\":[{\"day\":\"25/12/2026\"}]}",
                "{\"week\":{},\"closed\":[{\"day\":\"2026-02-30\"}]}",
                "{\"week\":{},\"closed\":[null]}"
            })
    void what_is_no_time_and_no_day_is_refused_by_its_name(String json) {
        var hours = Json.read(json, SupportHours.class);

        assertThatThrownBy(() -> hours.check(new FieldErrors()).throwIfAny())
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(FieldError::field)
                                .allMatch(field -> field.startsWith("hours.")));
    }

    @Test
    void what_is_fine_is_read_as_it_was_written() {
        OFFICE.check(new FieldErrors()).throwIfAny();
        Json.read("{\"week\":{\"monday\":null}}", SupportHours.class)
                .check(new FieldErrors())
                .throwIfAny();

        var read = Json.read(Json.write(OFFICE.sorted()), SupportHours.class);
        assertThat(read).isEqualTo(OFFICE);
        assertThat(Json.write(OFFICE.sorted()))
                .startsWith("{\"week\":{\"monday\"")
                .doesNotContain("empty");
    }

    @Test
    void a_visitor_reads_when_somebody_will_be_there_in_his_language() {
        var monday = Optional.of(at("2026-11-02T09:00"));

        assertThat(HandOverText.later("Durant Peinture", monday, Locale.FRENCH))
                .contains("Durant Peinture", "à partir de lundi 2 novembre à 09:00");
        assertThat(HandOverText.later("Durant Peinture", monday, Locale.ENGLISH))
                .contains("from Monday 2 November at 09:00");
        assertThat(HandOverText.later("Durant", Optional.empty(), Locale.FRENCH))
                .contains("dès que possible");
    }

    private static ZonedDateTime at(String local) {
        return java.time.LocalDateTime.parse(local).atZone(PARIS);
    }
}
