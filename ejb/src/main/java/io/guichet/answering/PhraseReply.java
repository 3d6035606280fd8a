package io.guichet.answering;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.answering.PrepareTurn.Prepared;
import io.guichet.answering.guard.Numbers;
import io.guichet.answering.guard.ReplyGuard;
import io.guichet.answering.guard.StreamGuard;
import io.guichet.answering.guard.Verdict;
import io.guichet.answering.models.ModelAnswer;
import io.guichet.answering.models.ModelRequest;
import io.guichet.answering.models.Models;
import io.guichet.answering.models.NoModelAnswered;
import io.guichet.answering.prompt.TurnPrompt;
import io.guichet.answering.structured.ModelReply;
import io.guichet.answering.structured.QuoteBlock;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.knowledge.Passage;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.sector.PreQuoteDraft;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Asks a model for the words of a reply, reads them before they leave, and has them repaired once. A model that is not
 * there, hangs, fails or obeys somebody else is silent: the turn goes on without it.
 */
@ApplicationScoped
class PhraseReply {

    private static final Logger LOG = Logger.getLogger(PhraseReply.class);

    /** No call is begun with less. */
    private static final Duration LEAST = Duration.ofSeconds(1);

    private static final int MOST_ITEMS = 150;
    private static final String WHOLE = "Write it again, whole, by the rules.";
    private static final String BLOCK =
            "Write that block again, alone: one JSON object, without words around it and without a fence.";

    @Inject
    Models models;

    @Inject
    Guarding guarding;

    @Inject
    InTime inTime;

    @Inject
    AnsweringConfig config;

    @Inject
    Clock clock;

    private final SecureRandom random = new SecureRandom();

    /**
     * @param words gets what passes the guard, as it is written
     */
    ModelOutcome ask(CallContext context, Question question, Tracing trace, Consumer<String> words) {
        if (left(question).compareTo(LEAST) < 0) {
            if (models.areNamed(question.gathered().choice())) {
                trace.notAsked("no_time");
            }
            return new ModelOutcome.Silent();
        }
        var began = clock.instant();
        var canary = "gx" + HexFormat.of().formatHex(bytes());
        var allowed = Guarding.allowed(question.prepared(), question.gathered(), question.passages(), canary);
        var guard = new ReplyGuard(allowed);
        var asking = new Asking(TurnPrompt.system(parts(question, canary)), messages(question), null);
        var answer = call(context, question, asking, trace, new StreamGuard(guard, allowed.longest(), words));
        if (answer == null) {
            return new ModelOutcome.Silent();
        }
        var first = read(context, question, guard, ModelReply.of(answer), trace);
        if (first.faults().isEmpty() || !mayEnd(question, Duration.between(began, clock.instant()))) {
            return first.outcome();
        }
        // A block that is not valid is asked for alone, by its schema: the words that came with it stay.
        var again = first.isQuote()
                ? asking.after(
                        answer, first.faults(), BLOCK, question.gathered().quoteSchema())
                : asking.after(answer, first.faults(), WHOLE, null);
        var repaired = call(context, question, again, trace, nothing -> {});
        if (repaired == null) {
            return first.outcome();
        }
        var reply = first.isQuote() ? first.reply().quoting(repaired) : ModelReply.of(repaired);
        return read(context, question, guard, reply, trace).outcome();
    }

    /** Whether there is time for a second call: it hardly takes less than half as long as the first. */
    private boolean mayEnd(Question question, Duration first) {
        var left = left(question);
        return left.compareTo(LEAST) >= 0 && left.compareTo(first.dividedBy(2)) >= 0;
    }

    private @Nullable String call(
            CallContext context, Question question, Asking asking, Tracing trace, Consumer<String> words) {
        var atMost = left(question);
        var listening = new AtomicBoolean(true);
        try {
            var request = new ModelRequest(
                    question.gathered().choice(), asking.system(), asking.messages(), asking.schema(), atMost);
            var answer = inTime.call(atMost.plus(LEAST), () -> {
                try {
                    return Asked.of(models.ask(context, request, piece -> {
                        if (listening.get()) {
                            words.accept(piece);
                        }
                    }));
                } catch (NoModelAnswered e) {
                    return Asked.none(e);
                }
            });
            if (answer.none() != null) {
                if (!answer.none().nobodyWantedOne()) {
                    trace.failed(answer.none().attempts());
                    trace.notAsked(answer.none().reason());
                }
                return null;
            }
            var said = Objects.requireNonNull(answer.answer());
            trace.answered(said);
            return said.cutOff() ? whole(said.text()) : said.text();
        } catch (InTime.NotInTime e) {
            LOG.warnf("GUI0341 a turn goes on without a model: %s", e.getMessage());
            trace.notAsked("failed");
            return null;
        } finally {
            listening.set(false);
        }
    }

    /** Half a sentence is none. */
    private static String whole(String text) {
        var end = Math.max(text.lastIndexOf('.'), Math.max(text.lastIndexOf('!'), text.lastIndexOf('?')));
        return text.substring(0, end + 1);
    }

    private Reading read(CallContext context, Question question, ReplyGuard guard, ModelReply answer, Tracing trace) {
        var reply = inHisWords(question, answer, trace);
        var quote = quote(question, reply, trace);
        if (quote instanceof QuoteBlock.Outcome.Invalid invalid) {
            trace.guard("refused:quote");
            return new Reading(
                    reply,
                    new ModelOutcome.QuoteNotValid(),
                    List.of("the json-quote block is not valid: " + String.join(", ", invalid.faults())));
        }
        PreQuoteDraft draft = null;
        var words = reply.words();
        if (quote instanceof QuoteBlock.Outcome.Draft drafted) {
            draft = drafted.draft();
            words = drafted.unknown().isEmpty()
                    ? words
                    : words + "\n\n"
                            + PlatformWords.notPriced(
                                    drafted.unknown(),
                                    question.prepared().request().locale());
        }
        if (words.isBlank() && (draft != null || reply.restatement() != null)) {
            return new Reading(reply, new ModelOutcome.Spoke("", reply, draft), List.of());
        }
        return switch (guarding.check(context, question.prepared(), guard, words)) {
            case Verdict.Accepted fine ->
                new Reading(reply, new ModelOutcome.Spoke(fine.text(), reply, draft), List.of());
            case Verdict.Repaired less -> {
                less.what().forEach(what -> trace.guard("removed:" + what));
                yield new Reading(reply, new ModelOutcome.Spoke(less.text(), reply, draft), List.of());
            }
            case Verdict.Refused no -> {
                trace.guard("refused:" + no.why());
                yield new Reading(reply, new ModelOutcome.Silent(), List.of("it was refused: " + no.why()));
            }
        };
    }

    /**
     * What a model puts into other words is read as the contact's own: it holds no amount, no address and no number in
     * digits that he did not write.
     */
    private static ModelReply inHisWords(Question question, ModelReply reply, Tracing trace) {
        var text = reply.restatement();
        if (text == null) {
            return reply;
        }
        var his = Guarding.ofTheContact(question.prepared(), question.gathered());
        var checked = switch (new ReplyGuard(his).check(text)) {
            case Verdict.Accepted fine -> fine.text();
            case Verdict.Repaired less -> less.text();
            case Verdict.Refused no -> null;
        };
        if (checked == null || !Numbers.allStandIn(his.said(), checked)) {
            trace.guard("removed:restatement");
            return reply.restating(null);
        }
        return reply.restating(checked);
    }

    private static QuoteBlock.@Nullable Outcome quote(Question question, ModelReply reply, Tracing trace) {
        var schema = question.gathered().quoteSchema();
        if (reply.quote() == null) {
            return null;
        }
        if (schema == null) {
            trace.guard("removed:quote");
            return null;
        }
        var request = question.prepared().request();
        return QuoteBlock.read(
                reply.quote(),
                schema,
                request.priceBook(),
                request.text(),
                question.gathered().dwelling());
    }

    private TurnPrompt.Parts parts(Question question, String canary) {
        var request = question.prepared().request();
        var turn = question.prepared().turn();
        var schema = question.gathered().quoteSchema();
        return new TurnPrompt.Parts(
                question.gathered().configuration().systemPrompt(),
                request.locale(),
                request.speaksFor(),
                question.nextQuestion(),
                compact(turn.trustedContext()),
                compact(turn.pageContext()),
                question.gathered().fileNames(),
                question.passages().stream()
                        .map(p -> new TurnPrompt.Document(
                                p.heading() == null ? p.title() : p.title() + " — " + p.heading(), p.text()))
                        .toList(),
                schema == null ? "" : schema,
                schema == null ? List.of() : items(question),
                HexFormat.of().formatHex(bytes()),
                canary);
    }

    private static List<String> items(Question question) {
        return question.prepared().request().priceBook().items().stream()
                .limit(MOST_ITEMS)
                .map(i -> i.code() + " — " + i.label() + " (" + i.unit().symbol() + ")")
                .toList();
    }

    private static String compact(@Nullable String json) {
        JsonNode tree = json == null ? null : Json.tree(json);
        return tree == null || tree.isEmpty() ? "" : tree.toString();
    }

    private List<Prompt.Message> messages(Question question) {
        var said = new ArrayList<Prompt.Message>();
        for (var line : question.gathered().history()) {
            var role = line.role().equals("visitor") ? Prompt.Role.CONTACT : Prompt.Role.AGENT;
            said.add(new Prompt.Message(role, line.text()));
        }
        said.add(new Prompt.Message(
                Prompt.Role.CONTACT, question.prepared().request().text()));
        return TurnPrompt.messages(said, config.historyTokens);
    }

    private byte[] bytes() {
        var bytes = new byte[12];
        random.nextBytes(bytes);
        return bytes;
    }

    private Duration left(Question question) {
        return Duration.between(clock.instant(), question.deadline());
    }

    /**
     * What a model is asked about.
     *
     * @param nextQuestion what the rules will ask after its words
     * @param deadline of the whole turn
     */
    record Question(
            Prepared prepared, Gathered gathered, List<Passage> passages, String nextQuestion, Instant deadline) {}

    /**
     * What a model is sent.
     *
     * @param schema what its answer has to satisfy, or null for free text
     */
    private record Asking(
            String system,
            List<Prompt.Message> messages,
            @Nullable String schema) {

        /** The same once more, with what was wrong with its answer and what to write instead. */
        Asking after(String answer, List<String> faults, String instead, @Nullable String schema) {
            var again = new ArrayList<>(messages);
            again.add(new Prompt.Message(Prompt.Role.AGENT, answer.isBlank() ? "…" : answer));
            again.add(new Prompt.Message(
                    Prompt.Role.CONTACT,
                    "[The platform, not the contact] This reply was not sent: " + String.join("; ", faults) + ". "
                            + instead));
            return new Asking(system, again, schema);
        }
    }

    private record Reading(ModelReply reply, ModelOutcome outcome, List<String> faults) {

        boolean isQuote() {
            return outcome instanceof ModelOutcome.QuoteNotValid;
        }
    }

    private record Asked(
            @Nullable ModelAnswer answer, @Nullable NoModelAnswered none) {

        static Asked of(ModelAnswer answer) {
            return new Asked(answer, null);
        }

        static Asked none(NoModelAnswered why) {
            return new Asked(null, why);
        }
    }
}
