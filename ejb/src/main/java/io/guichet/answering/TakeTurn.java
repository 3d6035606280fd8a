package io.guichet.answering;

import io.guichet.answering.Answered.By;
import io.guichet.answering.Answered.Source;
import io.guichet.answering.AskSectorAgent.AgentFailed;
import io.guichet.answering.PrepareTurn.Prepared;
import io.guichet.answering.guard.ReplyGuard;
import io.guichet.answering.guard.Verdict;
import io.guichet.answering.prompt.Untrusted;
import io.guichet.kernel.CallContext;
import io.guichet.knowledge.KnownAnswer;
import io.guichet.knowledge.Passage;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Finds the answer to one message, outside of any transaction: the sector agent's rules; where these did not understand all,
 * an answer that a person gave, documents, and a model where there is one; then the rules again. Each step may fail: the
 * next one goes on.
 *
 * @see "docs/answering.md"
 */
@ApplicationScoped
class TakeTurn {

    private static final Logger LOG = Logger.getLogger(TakeTurn.class);
    private static final int MOST_SOURCES = 3;

    @Inject
    AskSectorAgent rules;

    @Inject
    PrepareTurn prepare;

    @Inject
    LookUp lookUp;

    @Inject
    PhraseReply model;

    @Inject
    Guarding guarding;

    @Inject
    Desk desk;

    @Inject
    AnsweringConfig config;

    @Inject
    Clock clock;

    /**
     * @param words is given what is said, as it is written
     * @throws AgentFailed if there is no agent of this sector, or it fails
     */
    Answered take(CallContext context, Prepared prepared, Consumer<String> words) throws AgentFailed {
        var began = clock.instant();
        var trace = new Tracing();
        var spoke = new AtomicBoolean();
        var turn = rules.ask(prepared.deployment().sector(), prepared.request(), piece -> {
            spoke.set(true);
            words.accept(piece);
        });
        trace.rules(millisSince(began));
        Consumer<String> reader = spoke.get() ? nothing -> {} : words;
        var going = new Going(context, prepared, turn, trace, began, reader);
        return isTheAnswer(turn) || !Untrusted.saysAnything(prepared.request().text())
                ? byRules(going)
                : desk.away(() -> lookedUp(going));
    }

    private static boolean isTheAnswer(Turn turn) {
        return turn.understanding() == Turn.Understanding.UNDERSTOOD || Compose.asksForAPerson(turn);
    }

    private Answered lookedUp(Going going) {
        var looking = lookUp.begin(going.context(), going.prepared());
        var gathered = gathered(going);
        if (gathered == null) {
            return byRules(going);
        }
        var known = looking.end(gathered.configuration().collections());
        going.trace().found(known);
        var byPeople = byPeople(going, known);
        if (byPeople.isPresent()) {
            return byPeople.get();
        }
        return byModel(going, gathered, known)
                .or(() -> byPassage(going, gathered, known))
                .orElseGet(() -> unanswered(going));
    }

    /** Null where it fails: the rules had an answer before, and it is not lost with this. */
    private @Nullable Gathered gathered(Going going) {
        try {
            return prepare.gather(going.context(), going.prepared());
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0342 a turn goes on by its rules: what is needed besides could not be gathered");
            return null;
        }
    }

    private Optional<Answered> byPeople(Going going, LookUp.Known known) {
        var answer = known.answer();
        if (answer != null) {
            var kind = answer.kind() == KnownAnswer.Kind.FREQUENT ? By.FREQUENT : By.LEARNED;
            var source = new Source(
                    kind == By.FREQUENT ? "frequent" : "learned",
                    answer.id(),
                    kind == By.FREQUENT ? answer.question() : "",
                    null);
            return clean(going, new ReplyGuard(Guarding.ofPeople(answer.answer())), answer.answer())
                    .map(text -> answered(going, text, kind, "knowledge", List.of(source), null)
                            .saying(answer));
        }
        var intent = known.intent();
        if (intent == null || intent.answer() == null) {
            return Optional.empty();
        }
        return clean(going, new ReplyGuard(Guarding.ofPeople(intent.answer())), intent.answer())
                .map(text -> answered(going, text, By.INTENT, "knowledge", List.of(), null));
    }

    private Optional<Answered> byModel(Going going, Gathered gathered, LookUp.Known known) {
        var deadline = going.began().plus(config.turnTimeout);
        var question = new PhraseReply.Question(
                going.prepared(), gathered, known.passages(), Compose.nextQuestion(going.turn()), deadline);
        return switch (model.ask(going.context(), question, going.trace(), going.words())) {
            case ModelOutcome.Silent none -> Optional.empty();
            case ModelOutcome.QuoteNotValid bad ->
                Optional.of(done(
                        going,
                        Compose.saying(
                                PlatformWords.notValid(going.locale()),
                                going.turn().known()),
                        By.PLATFORM,
                        going.trace().model(),
                        List.of(),
                        "not_valid"));
            case ModelOutcome.Spoke spoke -> Optional.of(spoken(going, known, spoke));
        };
    }

    private Answered spoken(Going going, LookUp.Known known, ModelOutcome.Spoke spoke) {
        if (spoke.reply().unsure()) {
            going.trace().unsure();
        }
        var sources = sources(known, spoke);
        var words = named(spoke.words(), sources, going);
        var restated = restated(going, spoke);
        var facts = restated == null ? going.turn().known() : restated.known();
        var draft = spoke.draft();
        Turn said;
        if (draft != null) {
            going.trace().quoted();
            said = Compose.proposing(words.isBlank() ? PlatformWords.preQuote(going.locale()) : words, draft, facts);
        } else if (restated != null) {
            going.trace().restated();
            said = Compose.restated(words, restated);
        } else if (words.isBlank()) {
            said = going.turn();
        } else {
            said = Compose.answered(words, going.turn(), going.before());
        }
        return done(going, said, By.MODEL, going.trace().model(), sources, null);
    }

    /**
     * What the rules make of the message in the model's words; null where that is nothing, or more than a price: nobody
     * orders, books or cancels by what a model says that he said.
     */
    private @Nullable Turn restated(Going going, ModelOutcome.Spoke spoke) {
        var text = spoke.reply().restatement();
        if (text == null) {
            return null;
        }
        var began = clock.instant();
        try {
            var turn = rules.ask(going.prepared().deployment().sector(), going.inOtherWords(text), nothing -> {});
            return isUnderstood(turn) && Compose.onlyPrices(turn) ? turn : null;
        } catch (AgentFailed e) {
            going.trace().guard("failed:restatement");
            return null;
        } finally {
            going.trace().rules(millisSince(began));
        }
    }

    private static boolean isUnderstood(Turn turn) {
        return switch (turn.understanding()) {
            case UNDERSTOOD, PARTLY -> true;
            case NOT_UNDERSTOOD, QUESTION -> false;
        };
    }

    private Optional<Answered> byPassage(Going going, Gathered gathered, LookUp.Known known) {
        if (!known.found().confident() || known.passages().isEmpty()) {
            return Optional.empty();
        }
        var passage = known.passages().getFirst();
        if (passage.text().isBlank()) {
            return Optional.empty();
        }
        var sources = List.of(source(passage));
        var text = Extract.of(going.prepared().turn().text(), passage.text());
        var guard = new ReplyGuard(Guarding.allowed(going.prepared(), gathered, List.of(passage), ""));
        return clean(going, guard, text + "\n\n" + PlatformWords.source(titles(sources), going.locale()))
                .map(words -> answered(going, words, By.KNOWLEDGE, "knowledge", sources, null));
    }

    /** Nobody had an answer: what is for people is noted, anything else is for the rules. */
    private Answered unanswered(Going going) {
        return going.trace().intentEscalates()
                ? done(
                        going,
                        Compose.saying(PlatformWords.forAPerson(going.locale()), going.before()),
                        By.PLATFORM,
                        "rules",
                        List.of(),
                        null)
                : byRules(going);
    }

    private Optional<String> clean(Going going, ReplyGuard guard, String text) {
        return switch (guarding.check(going.context(), going.prepared(), guard, text)) {
            case Verdict.Accepted fine -> Optional.of(fine.text());
            case Verdict.Repaired less -> {
                less.what().forEach(what -> going.trace().guard("removed:" + what));
                yield Optional.of(less.text());
            }
            case Verdict.Refused no -> {
                going.trace().guard("refused:" + no.why());
                yield Optional.empty();
            }
        };
    }

    /** The documents that the model names; where it names none, the first, if that was good enough. */
    private static List<Source> sources(LookUp.Known known, ModelOutcome.Spoke spoke) {
        if (spoke.words().isBlank() || spoke.reply().unsure()) {
            return List.of();
        }
        var passages = known.passages();
        var named = spoke.reply().sources().stream()
                .filter(n -> n >= 1 && n <= passages.size())
                .map(n -> source(passages.get(n - 1)))
                .distinct()
                .limit(MOST_SOURCES)
                .toList();
        return named.isEmpty() && known.found().confident() && !passages.isEmpty()
                ? List.of(source(passages.getFirst()))
                : named;
    }

    private static String named(String words, List<Source> sources, Going going) {
        return sources.isEmpty() ? words : words + "\n\n" + PlatformWords.source(titles(sources), going.locale());
    }

    private static Source source(Passage passage) {
        return new Source("document", passage.documentId(), PlatformWords.title(passage.title()), passage.url());
    }

    private static List<String> titles(List<Source> sources) {
        return sources.stream().map(Source::title).distinct().toList();
    }

    private long millisSince(Instant from) {
        return Duration.between(from, clock.instant()).toMillis();
    }

    private Answered byRules(Going going) {
        return done(going, going.turn(), By.RULES, "rules", List.of(), null);
    }

    private Answered answered(
            Going going, String text, By by, String phrasedBy, List<Source> sources, @Nullable String handOver) {
        return done(going, Compose.answered(text, going.turn(), going.before()), by, phrasedBy, sources, handOver);
    }

    private Answered done(
            Going going, Turn said, By by, String phrasedBy, List<Source> sources, @Nullable String handOver) {
        var trace = going.trace();
        var confidence = trace.confidence(by, !sources.isEmpty());
        return new Answered(
                said,
                by,
                phrasedBy,
                sources,
                null,
                handOver,
                isUnderstood(going.turn()) || by != By.RULES,
                confidence,
                trace.intentEscalates(),
                trace.done(going.turn(), by, confidence, millisSince(going.began())));
    }

    /**
     * A turn on its way.
     *
     * @param turn what the rules made of the message
     * @param words where a model may be read along
     */
    private record Going(
            CallContext context, Prepared prepared, Turn turn, Tracing trace, Instant began, Consumer<String> words) {

        TurnRequest inOtherWords(String text) {
            var asked = prepared.request();
            return new TurnRequest(
                    asked.locale(),
                    text,
                    asked.newPhotos(),
                    asked.photos(),
                    asked.known(),
                    asked.priceBook(),
                    asked.speaksFor(),
                    asked.context(),
                    asked.business());
        }

        Facts before() {
            return prepared.request().known();
        }

        Locale locale() {
            return prepared.request().locale();
        }
    }
}
