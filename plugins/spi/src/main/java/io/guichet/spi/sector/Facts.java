package io.guichet.spi.sector;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known, by name. Names belong to the agent; the platform stores them with the conversation and gives them back.
 *
 * @param byName at most 200, in the order in which they were learned
 */
public record Facts(Map<String, Fact> byName) {

    /** Nothing is known. */
    public static final Facts NONE = new Facts(Map.of());

    public Facts {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        if (byName.size() > 200) {
            throw new IllegalArgumentException("at most 200 facts, not " + byName.size());
        }
    }

    public Facts with(String name, Fact fact) {
        var next = new LinkedHashMap<>(byName);
        next.put(name, fact);
        return new Facts(next);
    }

    public Facts without(String name) {
        var next = new LinkedHashMap<>(byName);
        next.remove(name);
        return new Facts(next);
    }

    public boolean has(String name) {
        return byName.containsKey(name);
    }

    public Optional<String> text(String name) {
        return byName.get(name) instanceof Fact.Text t ? Optional.of(t.value()) : Optional.empty();
    }

    public Optional<BigDecimal> measure(String name) {
        return byName.get(name) instanceof Fact.Measure m ? Optional.of(m.value()) : Optional.empty();
    }

    public Optional<Boolean> flag(String name) {
        return byName.get(name) instanceof Fact.Flag f ? Optional.of(f.value()) : Optional.empty();
    }

    public List<String> texts(String name) {
        return byName.get(name) instanceof Fact.Texts t ? t.values() : List.of();
    }
}
