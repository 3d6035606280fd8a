package io.guichet.answering;

import io.guichet.answering.models.FailedAttempt;
import io.guichet.answering.models.ModelAnswer;
import io.guichet.answering.prompt.TurnPrompt;
import io.guichet.spi.sector.Turn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The trace of a turn while it is taken. Of one thread. */
final class Tracing {

    private final List<TurnTrace.Failed> failed = new ArrayList<>();
    private final List<String> guard = new ArrayList<>();
    private LookUp.@Nullable Known known;
    private @Nullable ModelAnswer last;
    private int calls;
    private int inputTokens;
    private int outputTokens;
    private long modelMillis;
    private long firstWordMillis;
    private long rulesMillis;
    private boolean restated;
    private boolean quoted;
    private boolean unsure;

    void rules(long millis) {
        rulesMillis += millis;
    }

    void found(LookUp.Known looked) {
        known = looked;
    }

    void answered(ModelAnswer answer) {
        if (calls == 0) {
            firstWordMillis = answer.firstWordMillis();
        }
        calls++;
        last = answer;
        inputTokens += answer.inputTokens();
        outputTokens += answer.outputTokens();
        modelMillis += answer.millis();
        failed(answer.failed());
    }

    void failed(List<FailedAttempt> attempts) {
        attempts.forEach(attempt -> failed.add(TurnTrace.Failed.of(attempt)));
    }

    void notAsked(String reason) {
        failed.add(new TurnTrace.Failed(null, null, reason, 0));
    }

    void guard(String decision) {
        guard.add(decision);
    }

    void restated() {
        restated = true;
    }

    void quoted() {
        quoted = true;
    }

    /** Whether what the message is about is always a person's to answer. */
    boolean intentEscalates() {
        return known != null && known.intent() != null && known.intent().escalates();
    }

    void unsure() {
        unsure = true;
    }

    /**
     * How sure the answer is, 0 to 1: 0 where the model is not sure of it, else how near to what was asked that is which
     * was answered from; null where nothing measures it.
     *
     * @param fromDocuments whether documents are named as its source
     */
    @Nullable
    Double confidence(Answered.By by, boolean fromDocuments) {
        if (unsure) {
            return 0.0;
        }
        if (known == null) {
            return null;
        }
        return switch (by) {
            case LEARNED, FREQUENT ->
                known.answer() == null ? null : known.answer().similarity();
            case INTENT -> known.intent() == null ? null : known.intent().similarity();
            case KNOWLEDGE -> known.found().confidence();
            case MODEL -> fromDocuments ? known.found().confidence() : null;
            case RULES, PLATFORM -> null;
        };
    }

    /** Who phrased it, e.g. {@code ollama/mistral}. */
    String model() {
        return last == null ? "rules" : last.provider() + "/" + last.model();
    }

    TurnTrace done(Turn rules, Answered.By by, @Nullable Double confidence, long totalMillis) {
        var answer = known == null ? null : known.answer();
        var intent = known == null ? null : known.intent();
        var found = known == null ? List.<TurnTrace.Retrieved>of() : retrieved(known);
        return new TurnTrace(
                name(rules.understanding()),
                name(by),
                answer == null ? null : new TurnTrace.Match(answer.id(), name(answer.kind()), answer.similarity()),
                intent == null ? null : new TurnTrace.Match(intent.name(), "intent", intent.similarity()),
                found,
                found.isEmpty() || known == null ? null : known.found().confident(),
                confidence,
                use(),
                failed,
                guard,
                null,
                new TurnTrace.Times(rulesMillis, known == null ? 0 : known.millis(), modelMillis, totalMillis));
    }

    private static List<TurnTrace.Retrieved> retrieved(LookUp.Known known) {
        return known.passages().stream().map(TurnTrace.Retrieved::of).toList();
    }

    private TurnTrace.@Nullable ModelUse use() {
        return last == null
                ? null
                : new TurnTrace.ModelUse(
                        last.provider(),
                        last.model(),
                        TurnPrompt.VERSION,
                        calls,
                        inputTokens,
                        outputTokens,
                        modelMillis,
                        firstWordMillis,
                        last.cutOff(),
                        restated,
                        quoted);
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
