package io.guichet.sector.artisan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A trade, the words that call for it, and the type of project that it makes when nothing larger is renovated. */
enum Trade {
    COMBLES("isolation", "isolation_combles", "isoler combles|isolation combles|isolation grenier|isoler grenier"),
    FACADE("facade", "ravalement_facade", "ravalement|ravaler|facade|facadier|crepi"),
    TOITURE("couverture", "toiture", "toiture|toit|tuiles|couvreur|couverture tuiles|ardoises|gouttiere|zinguerie"),
    ISOLATION("isolation", "isolation", "isolation|isoler|isolant"),
    ELECTRICITE(
            "electricite", "electricite", "electricite|electricien|electrique|tableau electrique|prise|interrupteur"),
    PLOMBERIE("plomberie", "plomberie", "plomberie|plombier|fuite|canalisation|robinet|robinetterie|tuyau|tuyauterie"),
    CHAUFFAGE("chauffage", "chauffage", "chauffage|chauffagiste|chaudiere|radiateur|pompe a chaleur|climatisation"),
    CARRELAGE("carrelage", "carrelage", "carrelage|carreler|carreleur|faience"),
    PEINTURE("peinture", "peinture_interieure", "peinture|peindre|repeindre|peintre|papier peint|tapisserie"),
    SOLS(
            "revetements_sols",
            "revetement_sol",
            "parquet|lino|linoleum|moquette|stratifie|revetement sol|refaire sol|changer sol|sols"),
    MENUISERIE("menuiserie", "menuiserie", "menuiserie|menuisier|fenetre|porte|volet|placard|baie vitree|velux"),
    PLATRERIE("platrerie", "platrerie", "platrerie|platrier|platre|placo|placoplatre|cloison|faux plafond|plaquiste"),
    MACONNERIE("maconnerie", "maconnerie", "maconnerie|macon|dalle|beton|mur porteur|muret|extension|parpaing"),
    SERRURERIE("serrurerie", "serrurerie", "serrurerie|serrurier|serrure|portail|garde corps"),
    DEMOLITION("demolition", "demolition", "demolition|demolir|depose|deposer|abattre|evacuation gravats"),
    CUISINE("cuisine", "renovation_cuisine", "cuisiniste|cuisine equipee|plan travail|credence");

    private final String trade;
    private final String projectType;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Phrase> words;

    Trade(String trade, String projectType, String words) {
        this.trade = trade;
        this.projectType = projectType;
        this.words = Phrase.all(words);
    }

    String projectType() {
        return projectType;
    }

    List<Phrase> words() {
        return words;
    }

    /** The type of project of an item's trade; a trade that is not known here names the type itself. */
    static String projectType(String trade) {
        return ofItem(trade)
                .map(Trade::projectType)
                .orElse(String.join("_", Scanner.fold(trade).split("[^a-z0-9]+")));
    }

    private static Optional<Trade> ofItem(String trade) {
        return Arrays.stream(values())
                .filter(t -> t != COMBLES && t.trade.equals(trade))
                .findFirst();
    }
}
