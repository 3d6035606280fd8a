package io.guichet.spi.sector;

import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** One thing that an agent learned. */
public sealed interface Fact {

    /** Words, e.g. the kind of room. */
    record Text(String value) implements Fact {
        public Text {
            Objects.requireNonNull(value);
        }
    }

    /** A measure, e.g. 8 {@code m2}. */
    record Measure(BigDecimal value, String unit) implements Fact {
        public Measure {
            Objects.requireNonNull(value);
            Objects.requireNonNull(unit);
        }
    }

    /** Yes or no. */
    record Flag(boolean value) implements Fact {}

    /** Several words, e.g. what is required; order is kept. */
    record Texts(List<String> values) implements Fact {
        public Texts {
            values = List.copyOf(values);
        }
    }
}
