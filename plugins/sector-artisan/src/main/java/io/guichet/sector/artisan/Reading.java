package io.guichet.sector.artisan;

import io.guichet.sector.artisan.Understanding.Signal;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one message against the price book and what was said and asked before. Pure. */
final class Reading {

    private final Catalogue catalogue;
    private final Project before;
    private final Sentence sentence;
    private final Polarity polarity;
    private final List<Mention> mentions;
    private final ProjectType types;
    private final Answers answers;

    Reading(Catalogue catalogue, Project before, Sentence sentence) {
        this.catalogue = catalogue;
        this.before = before;
        this.sentence = sentence;
        this.polarity = new Polarity(sentence);
        var named = catalogue.mentions(sentence);
        this.types = new ProjectType(sentence, polarity, named);
        var room = types.renovated();
        var project = room.map(ProjectType.Place::room).or(() -> before.type().flatMap(Room::ofProject));
        this.mentions = named.stream()
                .filter(m -> room.filter(place -> place.start() == m.start()).isEmpty())
                .map(m -> project.map(r -> catalogue.inRoom(m, r, sentence)).orElse(m))
                .toList();
        this.answers = new Answers(sentence);
    }

    Understanding understand() {
        var room = types.room().map(ProjectType.Place::room);
        var quantities = new Quantities(sentence, polarity, mentions, before, answers.corrects(), room);
        var wanted = wanted();
        var refused = refused();
        var signals = signals();
        boolean works =
                !wanted.isEmpty() || !refused.isEmpty() || quantities.area().isPresent();
        return new Understanding(
                sentence.text(),
                wanted,
                refused,
                types.renovation(),
                trade(wanted),
                room.isPresent(),
                quantities.area(),
                quantities.length(),
                quantities.ofItems(),
                quantities.uncounted(),
                dwelling(works),
                signals);
    }

    private List<PriceItem> wanted() {
        var wanted = new LinkedHashSet<PriceItem>();
        for (var mention : mentions) {
            if (polarity.of(mention) == Polarity.Sign.WANTED) {
                wanted.add(mention.item());
            }
        }
        return List.copyOf(wanted);
    }

    private List<Phrase> refused() {
        var refused = new ArrayList<Phrase>();
        for (var group : polarity.refused()) {
            var known = group.stems().stream().filter(catalogue::knows).toList();
            if (!known.isEmpty()) {
                refused.add(new Phrase(known));
            }
        }
        var selected = new Estimate(catalogue, before).selected();
        for (var mention : mentions) {
            if (polarity.of(mention) == Polarity.Sign.TAKEN_AWAY && selected.contains(mention.item())) {
                refused.add(
                        new Phrase(mention.places().stream().map(sentence::stem).toList()));
            }
        }
        return refused;
    }

    private Optional<String> trade(List<PriceItem> wanted) {
        var named = types.trade();
        if (named.filter(Trade.COMBLES.projectType()::equals).isPresent() || wanted.isEmpty()) {
            return named;
        }
        var first = wanted.stream()
                .filter(item -> !item.trade().equals("demolition"))
                .findFirst()
                .orElse(wanted.getFirst());
        return Optional.of(Trade.projectType(first.trade()));
    }

    /** A lone « oui » or « non » answers what was asked; beside works it may mean anything. */
    private Optional<Dwelling> dwelling(boolean works) {
        boolean asked = before.isAsked(Question.DWELLING);
        boolean correction = answers.saysNo() && (works || (before.proposed().isPresent() && answers.thanks()));
        return new DwellingAge(sentence, asked && !correction).read(answers);
    }

    private Set<Signal> signals() {
        var signals = EnumSet.noneOf(Signal.class);
        add(signals, Signal.ASKS_FOR_A_PERSON, answers.asksForAPerson());
        add(signals, Signal.ASKS_FOR_THE_PRICE, answers.asksForThePrice());
        add(signals, Signal.DOES_NOT_KNOW, answers.doesNotKnow());
        add(signals, Signal.HAS_NO_PHOTO, answers.hasNoPhoto());
        add(signals, Signal.SPEAKS_OF_PHOTOS, answers.speaksOfPhotos());
        add(signals, Signal.GREETS, answers.greets());
        add(signals, Signal.THANKS, answers.thanks());
        add(signals, Signal.AGREES, answers.agrees());
        return signals;
    }

    private static void add(Set<Signal> signals, Signal signal, boolean said) {
        if (said) {
            signals.add(signal);
        }
    }
}
