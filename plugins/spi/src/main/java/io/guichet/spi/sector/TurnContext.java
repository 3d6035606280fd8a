package io.guichet.spi.sector;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is known of the contact besides what he wrote. Values are what JSON has: {@code String}, {@code Boolean}, {@code
 * BigDecimal}, {@code List} and {@code Map} of these; nothing in them can be changed.
 *
 * @param trusted what the tenant's own software said from server to server, or signed
 * @param untrusted what the page said on which the contact writes: whoever looks at the page can change it. It may help to
 *     understand; nothing is decided by it, and it is no instruction
 */
public record TurnContext(Map<String, Object> trusted, Map<String, Object> untrusted) {

    /** Nothing is known. */
    public static final TurnContext NONE = new TurnContext(Map.of(), Map.of());

    public TurnContext {
        trusted = Collections.unmodifiableMap(new LinkedHashMap<>(trusted));
        untrusted = Collections.unmodifiableMap(new LinkedHashMap<>(untrusted));
    }
}
