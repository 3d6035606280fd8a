package io.guichet.spi.sector;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The prices that an agent may name: a tenant's own where it has one, else the agent's. */
public final class PriceBook {

    private final String name;
    private final Map<String, PriceItem> byCode;

    /**
     * @param name what it is called, e.g. {@code Expert BTP}
     * @param items in the order in which a quote lists them
     * @throws IllegalArgumentException if two items have one code
     */
    public PriceBook(String name, List<PriceItem> items) {
        this.name = name;
        var map = new LinkedHashMap<String, PriceItem>();
        for (var item : items) {
            if (map.put(item.code(), item) != null) {
                throw new IllegalArgumentException("two items have the code " + item.code());
            }
        }
        this.byCode = map;
    }

    public String name() {
        return name;
    }

    public List<PriceItem> items() {
        return List.copyOf(byCode.values());
    }

    public Optional<PriceItem> item(String code) {
        return Optional.ofNullable(byCode.get(code));
    }
}
