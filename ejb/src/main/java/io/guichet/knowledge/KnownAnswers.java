package io.guichet.knowledge;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is answered without looking into documents, since it was asked before. By words and vectors, and by words alone
 * where no vectors can be had.
 *
 * @see "docs/learning.md"
 */
@ApplicationScoped
public class KnownAnswers {

    /** Who says more does not ask what is known; he tells what he wants. */
    private static final int MOST_WORDS = 40;

    @Inject
    KnownRows rows;

    @Inject
    KnownShelves shelves;

    @Inject
    KnownVectors vectors;

    @Inject
    KnownConfig config;

    /**
     * A learned answer (the deployment's own first, then the master's), else a frequent question of tenant or sector, that
     * answers this text closely enough. Changes nothing: who says it counts it by {@link KnownRows#given}. Never in a
     * transaction.
     */
    public Optional<KnownAnswer> match(
            CallContext context, DeploymentId deployment, AgentId agent, String sector, Locale locale, String text) {
        var asked = new Asked(text.strip(), KnownSentence.of(text), language(locale));
        if (asked.cannotBeKnown()) {
            return Optional.empty();
        }
        var versions = rows.versions(context, agent);
        return answer(context, asked, learned(context, versions, deployment), KnownAnswer.Kind.LEARNED)
                .or(() -> answer(context, asked, promoted(context, versions, agent), KnownAnswer.Kind.LEARNED_MASTER))
                .or(() -> frequent(context, asked, versions, sector));
    }

    /** The intent of a sentence by the tenant's and the sector's examples. Never in a transaction. */
    public Optional<DetectedIntent> intent(CallContext context, String sector, Locale locale, String text) {
        var asked = new Asked(text.strip(), KnownSentence.of(text), language(locale));
        if (asked.cannotBeKnown()) {
            return Optional.empty();
        }
        var versions = rows.versions(context, null);
        var own = place(context, "intents", sector, versions.tenant(), false, () -> own(rows.intents(context, sector)));
        var common = place(
                context,
                "intents-of",
                sector,
                versions.tenant(),
                true,
                () -> notReplaced(
                        KnownSector.of(sector).intents(),
                        KnownSector.SectorIntent::name,
                        KnownSector.SectorIntent::locale,
                        KnownSector.SectorIntent::entry,
                        rows.intents(context, sector)));
        var nearest = nearest(asked, List.of(own, common), context, config.thresholds()::intent);
        return nearest.map(found -> new DetectedIntent(
                found.entry().id(),
                found.similarity(),
                found.entry().escalates(),
                found.entry().answer()));
    }

    private Optional<KnownAnswer> answer(CallContext context, Asked asked, KnownShelf shelf, KnownAnswer.Kind kind) {
        var similarity = config.thresholds();
        return nearest(
                        asked,
                        List.of(shelf),
                        context,
                        (a, known, cosine) -> similarity.question(a, known, false, cosine))
                .map(found -> known(found, kind));
    }

    /** The tenant's own and those of its sector that it did not replace, together. */
    private Optional<KnownAnswer> frequent(
            CallContext context, Asked asked, KnownRows.Versions versions, String sector) {
        var own = place(context, "faq", sector, versions.tenant(), false, () -> own(rows.frequent(context, sector)));
        var common = place(
                context,
                "faq-of",
                sector,
                versions.tenant(),
                true,
                () -> notReplaced(
                        KnownSector.of(sector).questions(),
                        KnownSector.Question::name,
                        KnownSector.Question::locale,
                        KnownSector.Question::entry,
                        rows.frequent(context, sector)));
        var similarity = config.thresholds();
        return nearest(
                        asked,
                        List.of(own, common),
                        context,
                        (a, known, cosine) -> similarity.question(a, known, true, cosine))
                .map(found -> known(found, KnownAnswer.Kind.FREQUENT));
    }

    private static KnownAnswer known(Nearest found, KnownAnswer.Kind kind) {
        var entry = found.entry();
        return new KnownAnswer(
                entry.id(),
                kind,
                entry.key(),
                entry.phrases().getFirst().text(),
                Objects.requireNonNullElse(entry.answer(), ""),
                found.similarity());
    }

    private KnownShelf learned(CallContext context, KnownRows.Versions versions, DeploymentId deployment) {
        return place(
                context,
                "learned",
                deployment.toString(),
                versions.tenant(),
                false,
                () -> rows.learned(context, deployment));
    }

    private KnownShelf promoted(CallContext context, KnownRows.Versions versions, AgentId agent) {
        return shelves.of(
                "agent " + agent,
                versions.agent(),
                () -> new KnownShelf(versions.agent(), true, rows.promoted(context, agent)));
    }

    /** A shelf of the tenant's: its name begins with the tenant, whatever it holds. */
    private KnownShelf place(
            CallContext context,
            String kind,
            String name,
            long version,
            boolean common,
            Supplier<List<KnownShelf.Entry>> entries) {
        return shelves.of(
                context.tenant() + " " + kind + " " + name,
                version,
                () -> new KnownShelf(version, common, entries.get()));
    }

    private static List<KnownShelf.Entry> own(List<KnownRows.Own> rows) {
        return rows.stream()
                .filter(KnownRows.Own::active)
                .map(KnownRows.Own::entry)
                .toList();
    }

    /** Of a sector's those that the tenant has none of its own for, in the same language. */
    private static <T> List<KnownShelf.Entry> notReplaced(
            List<T> ofSector,
            Function<T, String> name,
            Function<T, String> locale,
            Function<T, KnownShelf.Entry> entry,
            List<KnownRows.Own> own) {
        var replaced = own.stream()
                .map(o -> o.name() + " " + o.entry().locale())
                .collect(Collectors.toCollection(HashSet::new));
        return ofSector.stream()
                .filter(one -> !replaced.contains(name.apply(one) + " " + locale.apply(one)))
                .map(entry)
                .toList();
    }

    /** By words first: what was typed alike needs no vector. */
    private Optional<Nearest> nearest(Asked asked, List<KnownShelf> among, CallContext context, Measure measure) {
        var best = best(asked, among.stream().map(s -> new Source(s, Map.of())), null, measure);
        var filled = among.stream().filter(shelf -> !shelf.entries().isEmpty()).toList();
        if (filled.isEmpty() || best.filter(found -> found.similarity() == 1).isPresent()) {
            return best;
        }
        var vector = vectors.ofAsked(context, asked.text());
        return vector.isEmpty()
                ? best
                : best(asked, filled.stream().map(s -> new Source(s, vectors.of(context, s))), vector.get(), measure);
    }

    /** The nearest in the language of who asks; among equals that which comes first. */
    private static Optional<Nearest> best(
            Asked asked, Stream<Source> among, float @Nullable [] vector, Measure measure) {
        return among.flatMap(source -> source.shelf().entries().stream()
                        .filter(entry -> entry.locale().equals(asked.language()))
                        .flatMap(entry -> entry.phrases().stream()
                                .map(phrase ->
                                        measure.of(asked.sentence(), phrase.sentence(), source.cosine(phrase, vector)))
                                .flatMap(found -> found.stream().boxed())
                                .map(similarity -> new Nearest(entry, similarity))))
                .reduce((one, other) -> other.similarity() > one.similarity() ? other : one);
    }

    /** Languages that we speak; French where we do not. */
    static String language(Locale locale) {
        return locale.getLanguage().equals("en") ? "en" : "fr";
    }

    private record Asked(String text, KnownSentence sentence, String language) {
        boolean cannotBeKnown() {
            return sentence.isEmpty() || sentence.words().size() > MOST_WORDS;
        }
    }

    private record Nearest(KnownShelf.Entry entry, double similarity) {}

    private interface Measure {
        OptionalDouble of(KnownSentence asked, KnownSentence known, @Nullable Double cosine);
    }

    private record Source(KnownShelf shelf, Map<String, float[]> vectors) {
        @Nullable
        Double cosine(KnownShelf.Phrase phrase, float @Nullable [] asked) {
            var known = vectors.get(phrase.text());
            return asked == null || known == null ? null : (Double) KnownVectors.cosine(asked, known);
        }
    }
}
