package io.guichet.answering;

import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FactsJsonTest {

    @Test
    void what_an_agent_knows_comes_back_as_it_was() {
        var facts = Facts.NONE
                .with("room", new Fact.Text("salle de bain « é » \"\\"))
                .with("area", new Fact.Measure(new BigDecimal("8.50"), "m2"))
                .with("certified", new Fact.Flag(true))
                .with("refused", new Fact.Flag(false))
                .with("wants", new Fact.Texts(List.of("b", "a", "")))
                .with("none", new Fact.Texts(List.of()))
                .with("", new Fact.Text(""));

        assertThat(FactsJson.read(FactsJson.write(facts))).isEqualTo(facts);
        assertThat(FactsJson.read(FactsJson.write(facts)).byName().keySet())
                .containsExactly("room", "area", "certified", "refused", "wants", "none", "");
    }

    @Test
    void nothing_is_known_at_first() {
        assertThat(FactsJson.read("{}")).isEqualTo(Facts.NONE);
        assertThat(FactsJson.write(Facts.NONE)).isEqualTo("{}");
    }
}
