package io.guichet.answering;

import io.guichet.spi.sector.TurnContext;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContextJsonTest {

    @Test
    void an_agent_gets_what_is_trusted_apart_from_what_is_not() {
        var context = ContextJson.read("{\"vip\":false}", "{\"vip\":true}");

        assertThat(context.trusted()).isEqualTo(Map.of("vip", false));
        assertThat(context.untrusted()).isEqualTo(Map.of("vip", true));
    }

    @Test
    void values_are_of_the_jdks_own_types_and_what_is_null_is_not_there() {
        var context = ContextJson.read("{\"a\":1.5,\"b\":[\"x\",null,{\"c\":2}],\"d\":null}", null);

        assertThat(context.trusted())
                .isEqualTo(Map.of("a", new BigDecimal("1.5"), "b", List.of("x", Map.of("c", new BigDecimal(2)))));
    }

    @Test
    void nothing_in_it_can_be_changed() {
        var context = ContextJson.read("{\"b\":[1],\"c\":{}}", "{}");

        assertThatThrownBy(() -> context.trusted().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> ((List<?>) context.trusted().get("b")).clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void where_nothing_was_said_nothing_is_known() {
        assertThat(ContextJson.read(null, null)).isEqualTo(TurnContext.NONE);
    }
}
