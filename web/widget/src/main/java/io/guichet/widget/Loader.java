package io.guichet.widget;

import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The script that a partner's page loads. Its plain address has the newest; the address of a version always has that very
 * file, so that a page may pin it by its hash.
 */
final class Loader {

    /** The newest first. One that was released stays behind it, under a name of its own, for the pages that pinned it. */
    private static final List<String> FILES = List.of("loader/loader.js");

    private final Map<String, StaticFile> versions = new LinkedHashMap<>();

    Loader() {
        for (var name : FILES) {
            var file = StaticFile.named(name);
            versions.put(HexFormat.of().formatHex(StaticFile.digest("SHA-256", file.content()), 0, 8), file);
        }
    }

    /** Sixteen hexadecimal digits of the newest. */
    String version() {
        return versions.keySet().iterator().next();
    }

    StaticFile newest() {
        return versions.values().iterator().next();
    }

    Optional<StaticFile> version(String version) {
        return Optional.ofNullable(versions.get(version));
    }

    /** Where the newest stands for ever, below the platform's own address. */
    String path() {
        return "/widget/v1/" + version() + "/loader.js";
    }

    /** What a browser holds the newest against, as in the attribute {@code integrity}. */
    String integrity() {
        return "sha384-" + Base64.getEncoder().encodeToString(StaticFile.digest("SHA-384", newest().content()));
    }
}
