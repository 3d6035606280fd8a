package io.guichet.kernel;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CursorInstantTest {

    @Test
    void the_place_in_a_list_by_time_is_read_again() {
        var at = Instant.parse("2026-11-15T23:00:00.123456Z");
        var cursor = Cursor.parse(new Cursor(at.toString(), Ids.next()).toString());

        assertThat(cursor.orElseThrow().instant()).isEqualTo(at);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2026-11",
                "+1000000000-12-31T23:59:59Z",
                "-1000000000-01-01T00:00:00Z",
                "1899-12-31T23:59:59Z",
                "3000-01-01T00:00:00Z"
            })
    void what_no_list_holds_is_refused(String key) {
        var cursor = new Cursor(key, Ids.next());

        assertThatThrownBy(cursor::instant)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.BAD_REQUEST));
    }
}
