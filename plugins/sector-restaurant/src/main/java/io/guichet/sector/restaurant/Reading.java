package io.guichet.sector.restaurant;

import io.guichet.sector.restaurant.Understanding.Change;
import io.guichet.sector.restaurant.Understanding.Kind;
import io.guichet.sector.restaurant.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.words.Items;
import io.guichet.words.Items.Mention;
import io.guichet.words.Numbers;
import io.guichet.words.People;
import io.guichet.words.Phrase;
import io.guichet.words.Sentence;
import io.guichet.words.SmallTalk;
import io.guichet.words.When;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads one message against the menu and what was ordered and asked before. Pure. */
final class Reading {

    private static final String HOURS = "ouvert|ouverte|horaire|ouvrez|fermez|ferme|fermeture|ouverture|heure ouvre"
            + "|open|opening|closed|what time close|hours";
    private static final String MENU = "menu|carte|proposez|que avez vous|vous avez quoi|qu avez vous|avez vous quoi"
            + "|qu est ce que vous avez|qu est ce qu il y a|what do you have|what do you serve|vos plats|specialites"
            + "|suggestions|conseillez";
    private static final String PRICE = "combien coute|combien ca coute|quel prix|prix|tarif|c est combien|combien est"
            + "|ca coute|combien vaut|how much|price|combien pour|combien les|combien la|combien le";
    private static final String ALLERGENS = "allergene|allergenes|allergen|contient|contiennent|composition|ingredient"
            + "|contain|allergens|qu y a t il dans|dans quoi";
    private static final String ALLERGY =
            "allergique|allergie|intolerant|intolerante|intolerance|allergic|allergy|coeliaque";
    private static final String ASKING =
            "avez vous|vous avez|est ce que|c est quoi|y a t il|il y a|do you have|is there"
                    + "|quels|quelles|quel|quelle|which|what";
    private static final String ORDERING = "je voudrais|je veux|je prends|prendre|commander|commande|mettez|ajoutez"
            + "|rajoutez|j aimerais|il me faut|donnez|i d like|i would like|i want|i ll have|order|can i have|add"
            + "|je souhaite|prendrai|on voudrait|on prend|on va prendre|emporter|take away|takeaway";
    private static final String CANCEL =
            "annuler|annulez|annule|laissez tomber|plus rien|cancel|forget it|videz panier" + "|tout annuler";
    private static final String DELIVERY = "livrer|livraison|livrez|livre|deliver|delivery|uber eats|deliveroo";
    private static final String TABLE = "reserver table|reservation|table pour|sur place|manger chez vous|book table"
            + "|table for|reserve table|une table|eat in|couverts";

    private static final String OTHER_TIME =
            "l heure|changer heure|autre heure|the time|plus tard|plus tot|later|earlier|autre moment|another time";

    private static final Set<String> MORE = Set.of(
            "encore",
            "ajout",
            "ajoutez",
            "ajouter",
            "rajoutez",
            "rajouter",
            "autre",
            "aussi",
            "add",
            "another",
            "plus");
    private static final Set<String> AWAY = Set.of(
            "sans",
            "pas",
            "enlevez",
            "enlever",
            "retirez",
            "retirer",
            "supprimez",
            "supprimer",
            "lieu",
            "place",
            "remplacez",
            "remplacer",
            "remplace",
            "remove",
            "without",
            "instead",
            "otez",
            "enleve",
            "retire",
            "replace");
    private static final Set<String> LESS = Set.of("moins", "less");
    private static final Map<String, String> ALLERGEN_WORDS = Map.ofEntries(
            Map.entry("gluten", "gluten"),
            Map.entry("lactos", "lait"),
            Map.entry("lait", "lait"),
            Map.entry("dairy", "lait"),
            Map.entry("milk", "lait"),
            Map.entry("oeuf", "oeuf"),
            Map.entry("egg", "oeuf"),
            Map.entry("noix", "fruits a coque"),
            Map.entry("noisett", "fruits a coque"),
            Map.entry("amand", "fruits a coque"),
            Map.entry("nut", "fruits a coque"),
            Map.entry("arachid", "arachide"),
            Map.entry("cacahuet", "arachide"),
            Map.entry("peanut", "arachide"),
            Map.entry("soja", "soja"),
            Map.entry("soy", "soja"),
            Map.entry("poisson", "poisson"),
            Map.entry("fish", "poisson"),
            Map.entry("crustac", "crustaces"),
            Map.entry("crevett", "crustaces"),
            Map.entry("sesam", "sesame"),
            Map.entry("moutard", "moutarde"),
            Map.entry("mustard", "moutarde"),
            Map.entry("celeri", "celeri"),
            Map.entry("sulfit", "sulfites"));

    private static final int LONGEST_NOTE = 200;

    private final Items items;
    private final Basket before;
    private final Business business;
    private final Sentence sentence;
    private final SmallTalk talk;

    Reading(Items items, Basket before, Business business, Sentence sentence) {
        this.items = items;
        this.before = before;
        this.business = business;
        this.sentence = sentence;
        this.talk = new SmallTalk(sentence);
    }

    Understanding understand() {
        var people = new People(sentence);
        var phone = people.phone();
        var wish = When.read(sentence, ZonedDateTime.ofInstant(business.now(), business.zone()));
        var mentions = items.in(sentence);
        mentions.forEach(m -> sentence.take(m.start(), m.end()));
        var trade = trade();
        var tagged = tagged();
        var signals = signals(mentions, wish.isEmpty());
        var without = allergens(signals);
        boolean informs = asks(signals) && !signals.contains(Signal.ORDERS);
        var changes = informs ? List.<Change>of() : changes(mentions);
        var name = people.introduced()
                .or(() -> mayBeAName(mentions, signals) && wish.isEmpty() ? people.alone() : Optional.empty());
        return new Understanding(
                changes,
                mentions.stream().map(m -> m.item().code()).distinct().toList(),
                trade,
                wish,
                name,
                phone,
                note(mentions),
                without,
                tagged,
                signals);
    }

    private boolean mayBeAName(List<Mention> mentions, Set<Signal> signals) {
        return before.isAsked(Question.NAME)
                && mentions.isEmpty()
                && signals.stream().noneMatch(s -> s != Signal.GREETS && s != Signal.THANKS && s != Signal.YES);
    }

    /** Whether it wants to know something, and orders nothing. */
    private static boolean asks(Set<Signal> signals) {
        return signals.contains(Signal.ASKS_FOR_THE_PRICE)
                || signals.contains(Signal.ASKS_FOR_ALLERGENS)
                || signals.contains(Signal.ASKS_FOR_THE_MENU)
                || signals.contains(Signal.ASKS_FOR_HOURS);
    }

    private List<Change> changes(List<Mention> mentions) {
        var changes = new ArrayList<Change>();
        int from = 0;
        for (int i = 0; i < mentions.size(); i++) {
            var mention = mentions.get(i);
            int next = i + 1 < mentions.size() ? mentions.get(i + 1).start() : sentence.size();
            changes.add(change(mention, from, next));
            from = mention.end();
        }
        return changes;
    }

    private Change change(Mention mention, int from, int next) {
        var code = mention.item().code();
        boolean away = false;
        boolean less = false;
        boolean more = false;
        int number = 0;
        for (int at = mention.start() - 1; at >= from && !isEnd(at); at--) {
            var word = sentence.word(at);
            away |= AWAY.contains(word) && !refusesNothing(at);
            less |= LESS.contains(word);
            more |= MORE.contains(word) || (word.equals("et") && at == 0);
            if (number == 0 && !sentence.isTaken(at) && !(from > 0 && countsWhatWasBefore(at))) {
                number = Numbers.at(sentence, at).orElse(0);
            }
        }
        int after = number == 0 ? numberAfter(mention.end(), next) : number;
        int quantity = Math.clamp(after, 1, 99);
        if (away && !less) {
            return new Change(code, Kind.NONE, 0);
        }
        if (less || sentence.word(mention.end() + 1).equals("moins")) {
            return new Change(code, Kind.LESS, quantity);
        }
        return new Change(code, more ? Kind.MORE : Kind.EXACTLY, quantity);
    }

    /** « pas de problème, une margherita »: a refusal ends with its clause, and « pas mal » refuses nothing. */
    private boolean refusesNothing(int at) {
        var next = sentence.word(at + 1);
        return next.equals("mal") || next.equals("probleme") || next.equals("souci");
    }

    private boolean isEnd(int at) {
        var word = sentence.word(at);
        return sentence.breaks(at) && !word.equals("(")
                || word.equals("mais")
                || word.equals("par")
                || word.equals("but");
    }

    private boolean countsWhatWasBefore(int at) {
        var before = sentence.word(at - 1);
        return before.equals("x") || before.equals("(") || before.equals(":");
    }

    /** « margherita x 2 », « margherita (2) », « margherita : 2 ». */
    private int numberAfter(int end, int next) {
        int at = end;
        while (at < next
                && (sentence.word(at).equals("x")
                        || sentence.word(at).equals("(")
                        || sentence.word(at).equals(":"))) {
            at++;
        }
        return at > end && at < next ? Numbers.at(sentence, at).orElse(0) : 0;
    }

    private Optional<String> trade() {
        return items.trades().stream().filter(this::isSaid).findFirst();
    }

    private List<String> tagged() {
        var codes = new LinkedHashSet<String>();
        for (var item : items.book().items()) {
            for (var tag : item.impliedBy()) {
                if (isSaid(tag.replace('_', ' '))) {
                    codes.add(item.code());
                }
            }
        }
        return List.copyOf(codes);
    }

    private boolean isSaid(String name) {
        return Phrase.of(name).filter(phrase -> phrase.in(sentence) >= 0).isPresent();
    }

    private List<String> allergens(Set<Signal> signals) {
        boolean matters = signals.contains(Signal.ASKS_FOR_ALLERGENS)
                || (sentence.says("sans|without|free") && !signals.contains(Signal.ORDERS));
        if (!matters) {
            return List.of();
        }
        var found = new LinkedHashSet<String>();
        for (int at = 0; at < sentence.size(); at++) {
            var allergen = ALLERGEN_WORDS.get(sentence.at(at).stem());
            if (allergen != null) {
                found.add(allergen);
            }
        }
        return List.copyOf(found);
    }

    /** An allergy, or « sans oignons »: the kitchen reads it as it was written. */
    private Optional<String> note(List<Mention> mentions) {
        boolean kitchens =
                sentence.says("sans oignon|sans sel|sans sauce|bien cuit|sans piment|sans fromage|sans anchois"
                        + "|sans champignon|sans tomate|sans olive|without onion|no onion|saignant|a point");
        boolean allergic = sentence.says(ALLERGY);
        if (!allergic && !(kitchens && (!mentions.isEmpty() || !before.isEmpty()))) {
            return Optional.empty();
        }
        return Optional.of(sentence.excerpt(LONGEST_NOTE));
    }

    private Set<Signal> signals(List<Mention> mentions, boolean noTime) {
        var signals = EnumSet.noneOf(Signal.class);
        add(signals, Signal.ASKS_FOR_A_PERSON, talk.asksForAPerson());
        add(signals, Signal.ASKS_FOR_HOURS, sentence.says(HOURS));
        boolean asking = sentence.says(ASKING);
        boolean ordering = sentence.says(ORDERING);
        add(signals, Signal.ORDERS, ordering);
        add(signals, Signal.ASKS_FOR_THE_PRICE, sentence.says(PRICE));
        add(signals, Signal.ASKS_FOR_ALLERGENS, sentence.says(ALLERGENS) || sentence.says(ALLERGY));
        boolean menu =
                sentence.says(MENU) || (asking && (trade().isPresent() || !mentions.isEmpty()) && !ordering && noTime);
        add(signals, Signal.ASKS_FOR_THE_MENU, menu);
        add(signals, Signal.ASKS_FOR_DELIVERY, sentence.says(DELIVERY));
        add(signals, Signal.ASKS_FOR_A_TABLE, sentence.says(TABLE));
        add(signals, Signal.CANCELS, mentions.isEmpty() && sentence.says(CANCEL));
        add(signals, Signal.GREETS, talk.greets());
        add(signals, Signal.THANKS, talk.thanks());
        add(signals, Signal.YES, talk.saysYes());
        add(
                signals,
                Signal.NO,
                talk.saysNo() || sentence.begins("modifier|modifiez|changer|change|pas encore|not yet"));
        add(signals, Signal.CHANGES_THE_TIME, noTime && sentence.says(OTHER_TIME));
        return signals;
    }

    private static void add(Set<Signal> signals, Signal signal, boolean said) {
        if (said) {
            signals.add(signal);
        }
    }
}
