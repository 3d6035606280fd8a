package io.guichet.answering.models;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PricesTest {

    private static final Prices PRICES =
            Prices.parse("mistral/mistral-small-latest=0.10/0.30, openai/*=2/8,ollama/library/mistral:7b=0/0");

    @Test
    void a_call_costs_what_its_tokens_cost_rounded_once() {
        assertThat(PRICES.micros("mistral", "mistral-small-latest", 1_000, 100)).isEqualTo(130);
        assertThat(PRICES.micros("mistral", "mistral-small-latest", 5, 0)).isZero();
        assertThat(PRICES.micros("mistral", "mistral-small-latest", 15, 0)).isEqualTo(2);
        assertThat(PRICES.micros("openai", "gpt-4o", 1_000_000, 1_000_000)).isEqualTo(10_000_000);
    }

    @Test
    void what_has_no_price_or_none_to_pay_is_free() {
        assertThat(PRICES.free("ollama", "library/mistral:7b")).isTrue();
        assertThat(PRICES.free("mistral", "mistral-large-latest")).isTrue();
        assertThat(PRICES.free("openai", "any")).isFalse();
        assertThat(Prices.parse("").free("openai", "any")).isTrue();
    }

    @Test
    void a_price_is_lacking_where_others_of_the_provider_cost_something() {
        assertThat(PRICES.lack("mistral", "mistral-large-latest")).isTrue();
        assertThat(PRICES.lack("mistral", "mistral-small-latest")).isFalse();
        assertThat(PRICES.lack("openai", "any")).isFalse();
        assertThat(PRICES.lack("ollama", "another")).isFalse();
        assertThat(PRICES.lack("anthropic", "any")).isFalse();
        assertThat(Prices.parse("openai/a=1/2,openai/b=0/0").lack("openai", "b"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"mistral=1/2", "mistral/a=1", "mistral/a=1/2/3", "mistral/a=x/1", "mistral/a=-1/1", "mistral/a"})
    void what_is_no_price_is_refused(String text) {
        assertThatThrownBy(() -> Prices.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
