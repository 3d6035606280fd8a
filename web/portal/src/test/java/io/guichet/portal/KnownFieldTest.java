package io.guichet.portal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KnownFieldTest {

    @Test
    void a_text_is_shown_as_it_is_and_anything_else_as_json() {
        assertThat(KnownField.read("{\"source\":\"formulaire\",\"vip\":true,\"lots\":[1,2]}"))
                .containsExactly(
                        new KnownField("source", "formulaire"),
                        new KnownField("vip", "true"),
                        new KnownField("lots", "[1,2]"));
    }

    @Test
    void where_nothing_is_known_nothing_is_shown() {
        assertThat(KnownField.read(null)).isEmpty();
    }
}
