package io.guichet.answering;

import io.guichet.conversation.ConversationId;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Turns;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.knowledge.KnownRows;
import io.guichet.quote.PreQuotes;
import io.guichet.quote.PricedPreQuote;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.Turn;
import io.guichet.tenancy.UseCase;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from a turn, in one transaction: the pre-quote, the reply, what is known, and who is told. */
@UseCase
@Stateless
public class ConcludeTurn {

    private static final int LONGEST_REPLY = 8_000;
    private static final String FAILED = "answer_failed";

    @Inject
    Turns turns;

    @Inject
    PreQuotes preQuotes;

    @Inject
    DecideHandOver decide;

    @Inject
    HandOvers handOvers;

    @Inject
    ConcludeTrade trade;

    @Inject
    Event<TurnTaken> taken;

    @Resource
    SessionContext session;

    @Inject
    TurnTraces traces;

    @Inject
    KnownRows knownRows;

    /**
     * Concludes a turn.
     *
     * @param answered the turn, and how it was found
     * @return false where somebody else answered the message, changed what is known, or took what the turn would book,
     *     meanwhile: nothing was done
     * @throws IllegalArgumentException if the agent named a price that its book does not have
     */
    public boolean conclude(CallContext context, PrepareTurn.Prepared prepared, Answered answered, long millis) {
        var turn = answered.turn();
        var pending = prepared.turn();
        if (!trade.store(context, prepared, turn)) {
            session.setRollbackOnly();
            return false;
        }
        var draft = draft(turn);
        var proposed = draft == null
                ? null
                : preQuotes.propose(
                        context, pending.conversation(), prepared.deployment().agent(), draft);
        var shown = shown(context, prepared, turn, proposed);
        var asked = handOver(turn);
        var handOver = decide.reason(context, pending, signs(answered, asked)).orElse(null);
        var completed =
                proposed != null && turn.actions().stream().anyMatch(a -> a instanceof Turn.Action.CompleteProject)
                        ? proposed
                        : null;
        var reply = new Turns.Reply(
                content(context, prepared, turn, shown),
                shown == null ? null : content(context, prepared, turn, null),
                quickReplies(turn),
                shown == null ? null : Json.write(shown),
                FactsJson.write(turn.known()),
                draft == null ? null : Json.write(Project.of(draft)),
                Json.write(Metadata.of(prepared.deployment().sector(), answered, millis)),
                handOver,
                completed != null);
        var replied = turns.reply(context, pending, reply);
        if (replied.isEmpty()) {
            session.setRollbackOnly();
            return false;
        }
        traces.keep(
                context, pending.conversation(), replied.get(), answered.trace().handedOver(handOver));
        if (handOver != null) {
            handOvers.request(context, pending.conversation(), handOver, asked != null);
        }
        taken.fire(
                new TurnTaken(context, pending.conversation(), pending.message(), replied.get(), completed, handOver));
        count(context, answered);
        return true;
    }

    /** Last of all: many replies say the same answer, and none waits for the rest of another. */
    private void count(CallContext context, Answered answered) {
        if (answered.known() != null) {
            knownRows.given(context, answered.known());
        }
    }

    /** Gives a message up that nobody could answer: a person must go on. */
    public void giveUp(CallContext context, ConversationId conversation, MessageId message) {
        turns.fail(context, conversation, message).ifPresent(failed -> {
            handOvers.request(context, conversation, FAILED, false);
            taken.fire(new TurnTaken(context, conversation, failed, null, null, FAILED));
        });
    }

    private static DecideHandOver.Signs signs(Answered answered, @Nullable String asked) {
        return new DecideHandOver.Signs(
                answered.handOver() == null ? asked : answered.handOver(),
                answered.understood(),
                answered.confidence(),
                answered.intentEscalates());
    }

    private static @Nullable PreQuoteDraft draft(Turn turn) {
        return turn.actions().stream()
                .filter(a -> a instanceof Turn.Action.ProposePreQuote)
                .map(a -> ((Turn.Action.ProposePreQuote) a).draft())
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String handOver(Turn turn) {
        return turn.actions().stream()
                .filter(a -> a instanceof Turn.Action.HandOver)
                .map(a -> ((Turn.Action.HandOver) a).reason().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse(null);
    }

    /** The pre-quote that the reply shows: this turn's, else the one that stands; null where it shows none. */
    private @Nullable PricedPreQuote shown(
            CallContext context, PrepareTurn.Prepared prepared, Turn turn, @Nullable PricedPreQuote proposed) {
        if (proposed != null) {
            return proposed;
        }
        return turn.say().stream().anyMatch(p -> p instanceof Turn.Part.PreQuote)
                ? preQuotes.latest(context, prepared.turn().conversation()).orElse(null)
                : null;
    }

    private String content(
            CallContext context, PrepareTurn.Prepared prepared, Turn turn, @Nullable PricedPreQuote quote) {
        var locale = Locale.forLanguageTag(prepared.turn().locale());
        var parts = new ArrayList<String>();
        for (var part : turn.say()) {
            switch (part) {
                case Turn.Part.Text text -> parts.add(text.text());
                case Turn.Part.PreQuote place -> {
                    if (quote != null) {
                        parts.add(PreQuotes.inWords(quote, locale));
                    }
                }
                case Turn.Part.Prices prices -> parts.add(trade.inWords(context, prepared, prices));
                case Turn.Part.Order order -> parts.add(trade.inWords(context, prepared, order));
                case Turn.Part.QuickReplies none -> {}
            }
        }
        var content = parts.stream().collect(Collectors.joining("\n\n"));
        return content.length() > LONGEST_REPLY ? content.substring(0, LONGEST_REPLY) : content;
    }

    private static List<String> quickReplies(Turn turn) {
        return turn.say().stream()
                .filter(p -> p instanceof Turn.Part.QuickReplies)
                .flatMap(p -> ((Turn.Part.QuickReplies) p).texts().stream())
                .toList();
    }

    private record Metadata(
            String sector, String model, String answeredBy, List<Answered.Source> sources, long generationTimeMs) {

        static Metadata of(String sector, Answered answered, long millis) {
            var by = answered.by().name().toLowerCase(Locale.ROOT);
            return new Metadata(sector, answered.model(), by, answered.sources(), millis);
        }
    }
}
