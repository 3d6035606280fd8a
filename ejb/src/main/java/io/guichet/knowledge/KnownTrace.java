package io.guichet.knowledge;

import java.util.HexFormat;
import java.util.List;

/**
 * What the audit trail keeps of something known: it can never be changed, and words may tell of a person, so that it has
 * their hash.
 */
record KnownTrace(String sector, String name, String locale, boolean active, String text) {

    static KnownTrace of(KnownName name, boolean active, List<String> texts) {
        return new KnownTrace(
                name.sector(),
                name.name(),
                name.locale(),
                active,
                "sha256:" + HexFormat.of().formatHex(KnownRows.hash(String.join("\0", texts))));
    }
}
