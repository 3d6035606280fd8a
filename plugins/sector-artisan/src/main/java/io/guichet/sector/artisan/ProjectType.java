package io.guichet.sector.artisan;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what kind of project a sentence describes: a room that is renovated as a whole, else a trade. « refaire ma
 * salle de bain » is the room; « refaire la peinture de ma salle de bain » is the paint.
 */
final class ProjectType {

    private static final Set<String> RENOVATING = Set.of(
            "refaire",
            "refait",
            "refaite",
            "refection",
            "renover",
            "renovation",
            "renovee",
            "moderniser",
            "rehabiliter",
            "rehabilitation",
            "transformer",
            "relooker",
            "rafraichir",
            "rafraichissement",
            "amenager",
            "amenagement",
            "creer",
            "creation",
            "retaper");
    private static final Set<String> DOING = Set.of(
            "poser",
            "pose",
            "remplacer",
            "changer",
            "installer",
            "repeindre",
            "peindre",
            "carreler",
            "mettre",
            "isoler",
            "reparer",
            "deposer",
            "monter",
            "remplacement",
            "installation",
            "changement");
    private static final Set<String> PLACING = Set.of("dans", "sur", "pour");

    private final Sentence sentence;
    private final Polarity polarity;
    private final List<Mention> mentions;

    ProjectType(Sentence sentence, Polarity polarity, List<Mention> mentions) {
        this.sentence = sentence;
        this.polarity = polarity;
        this.mentions = mentions;
    }

    /** A room and where it is named. */
    record Place(Room room, int start, int last) {}

    /** The first room that is named and not refused. */
    Optional<Place> room() {
        for (var room : Room.values()) {
            for (int at = 0; at < sentence.size(); at++) {
                for (var name : room.names()) {
                    var places = name.matchAt(sentence, at);
                    if (places != null && polarity.at(at) == Polarity.Sign.WANTED && !isPartOfAnItem(at)) {
                        return Optional.of(new Place(room, at, places.getLast()));
                    }
                }
            }
        }
        return Optional.empty();
    }

    /** « évier de cuisine » names no room. */
    private boolean isPartOfAnItem(int at) {
        return mentions.stream()
                .anyMatch(m -> m.places().contains(at)
                        && (m.start() != at || m.places().size() > 1));
    }

    /** Where the room that is renovated is named; the same words name no item, as in « refaire les toilettes ». */
    Optional<Place> renovated() {
        return room().filter(this::renovatedWhole);
    }

    /** The room's project when it is renovated as a whole. */
    Optional<String> renovation() {
        return renovated().flatMap(place -> switch (place.room()) {
            case LOGEMENT -> Optional.of("renovation_complete");
            case COMBLES ->
                sentence.tokens().stream().anyMatch(t -> t.is("amenager") || t.is("amenagement"))
                        ? Optional.of("amenagement_combles")
                        : Optional.empty();
            case TERRASSE -> Optional.of("terrasse");
            default -> Optional.of("renovation_" + place.room().slug());
        });
    }

    /** The trade's project: of the first trade that is named and not refused. */
    Optional<String> trade() {
        for (var trade : Trade.values()) {
            for (var word : trade.words()) {
                for (int at = 0; at < sentence.size(); at++) {
                    if (word.matchAt(sentence, at) != null && polarity.at(at) == Polarity.Sign.WANTED) {
                        return Optional.of(trade.projectType());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private boolean renovatedWhole(Place place) {
        int before = place.start() - 1;
        boolean placed = false;
        while (before >= 0 && maybeBetween(before)) {
            placed |= PLACING.contains(sentence.word(before));
            before--;
        }
        if (RENOVATING.contains(sentence.word(before)) || toBeRenovated(place)) {
            return true;
        }
        boolean nounPhrase = sentence.breaks(before) && !placed;
        boolean explained = place.room().isRenovated() && !doesOnly();
        return nounPhrase && explained && sentence.tokens().stream().noneMatch(t -> t.is("fait") || t.is("mesure"));
    }

    private boolean maybeBetween(int at) {
        return Phrase.isLittle(sentence.word(at))
                || PLACING.contains(sentence.word(at))
                || sentence.word(at).equals("integralement")
                || sentence.word(at).equals("totale")
                || sentence.at(at) instanceof Token.Numeral
                || sentence.at(at) instanceof Token.Measure;
    }

    /** « ma salle de bain de 8 m² à refaire ». */
    private boolean toBeRenovated(Place place) {
        for (int at = place.last() + 1; at < sentence.size() && at <= place.last() + 6; at++) {
            int here = at;
            if (sentence.ends(at) || mentions.stream().anyMatch(m -> m.start() == here)) {
                return false;
            }
            if (RENOVATING.contains(sentence.word(at)) && sentence.word(at - 1).equals("a")) {
                return sentence.breaks(at + 1) || !Phrase.isLittle(sentence.word(at + 1));
            }
        }
        return false;
    }

    private boolean doesOnly() {
        return sentence.tokens().stream().anyMatch(t -> t instanceof Token.Word w && DOING.contains(w.text()));
    }
}
