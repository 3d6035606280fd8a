package io.guichet.kernel;

import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JsonTest {

    record Sample(
            @Nullable String someText,
            int wholeNumber,
            boolean yesOrNo,
            @Nullable Instant at,
            @Nullable BigDecimal amount,
            @Nullable Optional<String> maybe) {}

    private static final Sample SAMPLE =
            new Sample("é", 3, true, Instant.parse("2026-11-02T08:00:00Z"), new BigDecimal("1E+3"), Optional.of("x"));

    @Test
    void names_are_snake_case_instants_iso_and_amounts_plain() {
        assertThat(Json.write(SAMPLE))
                .isEqualTo("{\"some_text\":\"é\",\"whole_number\":3,\"yes_or_no\":true,"
                        + "\"at\":\"2026-11-02T08:00:00Z\",\"amount\":1000,\"maybe\":\"x\"}");
    }

    @Test
    void what_is_absent_is_not_written() {
        assertThat(Json.write(new Sample(null, 0, false, null, null, null)))
                .isEqualTo("{\"whole_number\":0,\"yes_or_no\":false}");
    }

    @Test
    void decimals_keep_every_digit() {
        assertThat(Json.read("{\"amount\":0.1000000000000000055}", Sample.class).amount())
                .isEqualTo(new BigDecimal("0.1000000000000000055"));
    }

    @Test
    void what_a_newer_release_adds_is_overlooked() {
        assertThat(Json.read("{\"whole_number\":1,\"brand_new\":[{}]}", Sample.class)
                        .wholeNumber())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"some_text\":1}",
                "{\"some_text\":1.5}",
                "{\"some_text\":true}",
                "{\"some_text\":[]}",
                "{\"some_text\":{}}",
                "{\"whole_number\":\"1\"}",
                "{\"whole_number\":true}",
                "{\"yes_or_no\":\"true\"}",
                "{\"yes_or_no\":1}",
                "{\"amount\":\"1\"}"
            })
    void nothing_is_taken_for_something_else(String json) {
        assertThatThrownBy(() -> Json.read(json, Sample.class)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{} x", "[1,]", "{'a':1}", "{a:1}", "NaN", "/* */ {}", "nul"})
    void what_is_no_json_is_refused(String json) {
        assertThatThrownBy(() -> Json.tree(json)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nesting_has_an_end() {
        assertThat(Json.tree("[".repeat(50) + "]".repeat(50)).isArray()).isTrue();
        assertThatThrownBy(() -> Json.tree("[".repeat(51) + "]".repeat(51)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_text_holds_no_character_that_the_database_cannot_keep() {
        assertThatThrownBy(() -> Json.read("{\"some_text\":\"a\\u0000b\"}", Sample.class))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Json.read("[\"a\\u0000b\"]", new TypeReference<List<String>>() {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_duration_is_read_as_it_was_written() {
        assertThat(Json.read(Json.write(Duration.ofSeconds(90)), Duration.class))
                .isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void what_nobody_measured_is_written_no_longer_than_it_came() {
        assertThat(Json.writeShort(Json.tree("[1e9999,0.5]"))).isEqualTo("[1E+9999,0.5]");
    }
}
