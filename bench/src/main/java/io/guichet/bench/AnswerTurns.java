package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * What the platform adds to a model: visitors ask what no rules understand, each again once he is answered; of the time from
 * the message to the reply's event the model's own time is taken off. And how soon the model's first word is seen.
 */
final class AnswerTurns {

    static final double MOST_OVERHEAD_MILLIS = 50;
    static final double MOST_FIRST_WORD_MILLIS = 30;

    private static final Duration MODEL = Duration.ofMillis(200);

    private final Settings settings;
    private final int port;
    private final Consumer<String> progress;
    private final AtomicLong came = new AtomicLong();
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis());

    AnswerTurns(Settings settings, int port, Consumer<String> progress) {
        this.settings = settings;
        this.port = port;
        this.progress = progress;
    }

    TurnReport measure() throws IOException, SQLException, InterruptedException {
        if (settings.connections() * (settings.rounds() + 1L) > settings.conversations()) {
            throw new Settings.Wrong("there are fewer conversations than visitors of all rounds");
        }
        try (var model = new StubModel(port, MODEL);
                var visitors = Visitors.arrive(settings)) {
            if (!settings.warmUp().isZero()) {
                talk(model, visitors, settings.warmUp());
                progress.accept("warmed up");
            }
            var rounds = new ArrayList<TurnReport.Round>();
            for (var i = 0; i < settings.rounds(); i++) {
                rounds.add(talk(model, visitors, settings.round()));
                progress.accept(rounds.getLast().toString());
            }
            return new TurnReport(Report.Machine.here(), settings.connections(), MODEL.toMillis(), rounds);
        }
    }

    private TurnReport.Round talk(StubModel model, Visitors visitors, Duration time) throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var overhead = new Latencies();
        var firstWord = new Latencies();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var talks = new ArrayList<Future<List<Turn>>>();
            for (var i = 0; i < settings.connections(); i++) {
                // A stream begins with what was said before: nobody comes twice.
                var visitor = visitors.turn(came.getAndIncrement());
                talks.add(threads.submit((Callable<List<Turn>>) () -> talk(model, visitor, end)));
            }
            for (var talk : talks) {
                for (var turn : talk.get()) {
                    overhead.add(Math.max(0, turn.overhead()));
                    firstWord.add(Math.max(0, turn.firstWord()));
                }
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a conversation broke off: " + e.getCause(), e);
        }
        return TurnReport.Round.of(overhead, firstWord, time);
    }

    private List<Turn> talk(StubModel model, Visitors.Visitor visitor, long end) throws IOException {
        var turns = new ArrayList<Turn>();
        try (var talker = new Talker(settings.api(), visitor)) {
            while (System.nanoTime() < end) {
                var number = String.valueOf(numbers.incrementAndGet());
                var heard = talker.ask(number);
                var call = Objects.requireNonNull(model.call(number), "the model was not asked");
                // A reply that is there before a draft was seen has shown its first word itself.
                var seen = heard.firstWord() == 0 ? heard.replied() : heard.firstWord();
                turns.add(new Turn(heard.replied() - heard.sent() - call.took(), seen - call.firstWord()));
            }
        }
        return turns;
    }

    /** Nanoseconds. */
    private record Turn(long overhead, long firstWord) {}
}
