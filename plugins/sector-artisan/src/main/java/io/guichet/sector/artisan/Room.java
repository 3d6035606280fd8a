package io.guichet.sector.artisan;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A room, or a part of a house that is renovated as one. The first one whose name fits is taken. */
enum Room {
    SALLE_DE_BAIN("salle de bain|salle d eau|sdb|sdbs|salle douche", true),
    CUISINE("cuisine|kitchenette", true),
    WC("wc|toilettes|cabinet toilette", true),
    COMBLES("combles|grenier", false),
    CHAMBRE("chambre|chambre enfant", true),
    SALON("salon|sejour|piece a vivre|salle a manger", true),
    ENTREE("entree|couloir|hall", true),
    ESCALIER("escalier|cage escalier|montee escalier", true),
    BUREAU("bureau", true),
    GARAGE("garage", true),
    CAVE("cave|sous sol|cellier|buanderie", true),
    TERRASSE("terrasse|balcon", false),
    LOGEMENT("appartement|maison|logement|studio|pavillon|duplex|habitation|immeuble", false);

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list of records
    private final List<Phrase> names;

    private final boolean renovated;

    Room(String names, boolean renovated) {
        this.names = Phrase.all(names);
        this.renovated = renovated;
    }

    /** Whether « refaire » this room is a project of its own. */
    boolean isRenovated() {
        return renovated;
    }

    /** The room of a project such as {@code renovation_cuisine}. */
    static Optional<Room> ofProject(String type) {
        return Arrays.stream(values())
                .filter(room -> type.equals("renovation_" + room.slug()))
                .findFirst();
    }

    String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    List<Phrase> names() {
        return names;
    }
}
