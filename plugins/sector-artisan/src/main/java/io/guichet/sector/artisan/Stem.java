package io.guichet.sector.artisan;

import java.util.Map;

/** Light stemming of French: plurals and the feminine e fall, and a few words that mean one thing, or are often misspelt, are made one. */
final class Stem {

    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("mural", "mur"),
            Map.entry("murale", "mur"),
            Map.entry("murales", "mur"),
            Map.entry("muraux", "mur"),
            Map.entry("murs", "mur"),
            Map.entry("mur", "mur"),
            Map.entry("parois", "mur"),
            Map.entry("carelage", "carrelag"),
            Map.entry("carellage", "carrelag"),
            Map.entry("carrellage", "carrelag"),
            Map.entry("travaux", "travail"),
            Map.entry("electriques", "electriqu"),
            Map.entry("vitraux", "vitrail"));

    private Stem() {}

    static String of(String word) {
        var same = SAME.get(word);
        if (same != null) {
            return same;
        }
        var stem = word;
        if (stem.length() > 3 && (stem.endsWith("s") || stem.endsWith("x"))) {
            stem = stem.substring(0, stem.length() - 1);
        }
        while (stem.length() > 4 && stem.endsWith("e")) {
            stem = stem.substring(0, stem.length() - 1);
        }
        return stem;
    }
}
