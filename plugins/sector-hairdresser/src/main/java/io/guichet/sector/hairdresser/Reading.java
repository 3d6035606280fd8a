package io.guichet.sector.hairdresser;

import io.guichet.sector.hairdresser.Understanding.Signal;
import io.guichet.spi.sector.Business;
import io.guichet.words.Items;
import io.guichet.words.Items.Mention;
import io.guichet.words.People;
import io.guichet.words.Sentence;
import io.guichet.words.SmallTalk;
import io.guichet.words.When;
import io.guichet.words.Wish;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one message against the services and what was wished and asked before. Pure. */
final class Reading {

    private static final String HOURS =
            "ouvert|ouverte|horaire|ouvrez|fermez|ferme|fermeture|ouverture|open|opening|closed" + "|hours";
    private static final String SERVICES = "prestation|services|que proposez vous|proposez|tarifs|carte|faites vous"
            + "|vous faites|qu est ce que vous faites|what do you offer|what do you do|do you do|catalogue";
    private static final String PRICE =
            "combien coute|combien ca coute|quel prix|prix|tarif|c est combien|combien est|ca coute|how much|price"
                    + "|combien pour|combien une|combien la";
    private static final String HOW_LONG = "combien de temps|quelle duree|dure|duree|how long|temps ca prend";
    private static final String BOOKING = "rendez vous|rdv|reserver|prendre|creneau|disponibilite|disponible|dispo"
            + "|je voudrais|je veux|j aimerais|je souhaite|appointment|book|i d like|i would like|i want|slot|place"
            + "|de la place";
    private static final String MOVE = "deplacer|reporter|decaler|repousser|avancer|changer rendez vous|modifier"
            + "|changer rdv|changer heure|changer date|changer jour|move|reschedule|postpone";
    private static final String CANCEL =
            "annuler|annulez|annule|annulation|laissez tomber|cancel|forget it|plus venir" + "|ne viendrai|ne pourrai";
    private static final String MINE =
            "quand est mon rendez vous|quand mon rendez vous|est quand mon rendez vous|heure mon rendez vous|mon rendez vous quand|quelle heure rdv"
                    + "|rappeler mon rendez vous|when my appointment|what time appointment";
    private static final String INSTEAD = "finalement|plutot|en fait|instead|rather|a la place|actually";
    private static final String OTHERS =
            "autre creneau|autre horaire|d autres|autre moment|autre chose|autre jour|autre heure"
                    + "|aucun|ne me convient|me convient pas|ca ne va pas|other time|another|none|something else|plus tard|plus tot";
    private static final Set<String> AWAY = Set.of("sans", "pas", "enlevez", "retirez", "without", "not", "no");

    private static final int LONGEST_NOTE = 200;

    private final Items items;
    private final Visit before;
    private final Business business;
    private final Sentence sentence;
    private final SmallTalk talk;

    Reading(Items items, Visit before, Business business, Sentence sentence) {
        this.items = items;
        this.before = before;
        this.business = business;
        this.sentence = sentence;
        this.talk = new SmallTalk(sentence);
    }

    Understanding understand() {
        var people = new People(sentence);
        var phone = people.phone();
        var picked = ordinal();
        var mentions = items.in(sentence);
        mentions.forEach(m -> sentence.take(m.start(), m.end()));
        var wish = When.read(sentence, ZonedDateTime.ofInstant(business.now(), business.zone()));
        var couldBe = items.couldBeMeant(sentence);
        var signals = signals();
        var refused =
                mentions.stream().filter(this::isRefused).map(Reading::code).toList();
        var wanted = asks(signals)
                ? List.<String>of()
                : mentions.stream()
                        .map(Reading::code)
                        .filter(c -> !refused.contains(c))
                        .distinct()
                        .toList();
        var chosen = picked.or(() -> ofOffered(wish));
        var name = people.introduced()
                .or(() -> mayBeAName(mentions, signals) && wish.isEmpty() ? people.alone() : Optional.empty());
        return new Understanding(
                wanted,
                refused,
                !wanted.isEmpty() && sentence.says(INSTEAD),
                asks(signals) && !mentions.isEmpty()
                        ? mentions.stream().map(Mention::item).distinct().toList()
                        : couldBe,
                chosen.isPresent() ? Wish.NONE : wish,
                chosen,
                name,
                phone,
                note(),
                signals);
    }

    private static String code(Mention mention) {
        return mention.item().code();
    }

    /** Whether it wants to know something of a service, and books nothing. */
    private static boolean asks(Set<Signal> signals) {
        return signals.contains(Signal.ASKS_FOR_THE_PRICE)
                || signals.contains(Signal.ASKS_HOW_LONG)
                || (signals.contains(Signal.ASKS_FOR_SERVICES) && !signals.contains(Signal.BOOKS));
    }

    private boolean isRefused(Mention mention) {
        return AWAY.contains(sentence.word(mention.start() - 1))
                || (Sentence.isLittle(sentence.word(mention.start() - 1))
                        && AWAY.contains(sentence.word(mention.start() - 2)));
    }

    /** « le premier », « le 2e », « le dernier » of what was offered. */
    private Optional<Instant> ordinal() {
        if (!before.isAsked(Question.SLOT) || before.offered().isEmpty()) {
            return Optional.empty();
        }
        int which = sentence.says("premier|premiere|first|1 er")
                ? 1
                : sentence.says("deuxieme|second|seconde|2 e|2 eme")
                        ? 2
                        : sentence.says("troisieme|third|3 e|3 eme")
                                ? 3
                                : sentence.says("dernier|derniere|last")
                                        ? before.offered().size()
                                        : 0;
        return which > 0 && which <= before.offered().size()
                ? Optional.of(before.offered().get(which - 1))
                : Optional.empty();
    }

    /** « 10h30 », where one of the offered times is at 10:30 and no other day is named. */
    private Optional<Instant> ofOffered(Wish wish) {
        var exact = wish.exact();
        if (exact == null) {
            return before.offered().size() == 1 && before.isAsked(Question.SLOT) && talk.saysYes()
                    ? Optional.of(before.offered().getFirst())
                    : Optional.empty();
        }
        return before.offered().stream()
                .filter(time -> {
                    var local = ZonedDateTime.ofInstant(time, business.zone());
                    return local.toLocalTime().equals(exact)
                            && (wish.from() == null || wish.from().equals(local.toLocalDate()));
                })
                .findFirst();
    }

    private boolean mayBeAName(List<Mention> mentions, Set<Signal> signals) {
        return before.isAsked(Question.NAME)
                && mentions.isEmpty()
                && signals.stream().noneMatch(s -> s != Signal.GREETS && s != Signal.THANKS && s != Signal.YES);
    }

    /** Who shall do it, or an allergy: the salon reads it as it was written. */
    private Optional<String> note() {
        if (!sentence.says("allergique|allergie|allergic|enceinte|pregnant|fauteuil roulant|wheelchair|avec la meme"
                + "|meme coiffeuse|meme coiffeur|cheveux longs|cheveux tres longs|long hair")) {
            return Optional.empty();
        }
        return Optional.of(sentence.excerpt(LONGEST_NOTE));
    }

    private Set<Signal> signals() {
        var signals = EnumSet.noneOf(Signal.class);
        add(signals, Signal.ASKS_FOR_A_PERSON, talk.asksForAPerson());
        add(signals, Signal.ASKS_FOR_HOURS, sentence.says(HOURS));
        add(signals, Signal.ASKS_FOR_SERVICES, sentence.says(SERVICES));
        add(signals, Signal.ASKS_FOR_THE_PRICE, sentence.says(PRICE) && !sentence.says("combien de temps"));
        add(signals, Signal.ASKS_HOW_LONG, sentence.says(HOW_LONG));
        add(signals, Signal.ASKS_FOR_HIS_APPOINTMENT, sentence.says(MINE));
        add(signals, Signal.BOOKS, sentence.says(BOOKING));
        add(signals, Signal.MOVES, sentence.says(MOVE));
        add(signals, Signal.CANCELS, sentence.says(CANCEL));
        add(signals, Signal.GREETS, talk.greets());
        add(signals, Signal.THANKS, talk.thanks());
        add(signals, Signal.YES, talk.saysYes());
        boolean others = (before.isAsked(Question.SLOT) || before.isAsked(Question.CONFIRM)) && sentence.says(OTHERS);
        add(signals, Signal.NO, talk.saysNo() || others);
        return signals;
    }

    private static void add(Set<Signal> signals, Signal signal, boolean said) {
        if (said) {
            signals.add(signal);
        }
    }
}
