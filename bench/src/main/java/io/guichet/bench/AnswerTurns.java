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
 * What the platform adds to a model: visitors ask what no rules understand, and ask again two seconds after they are
 * answered, as who reads and writes; then at once, which no visitor does and which takes all that the machine has. Of the
 * time from the message to the reply's event the model's own time is taken off. And how soon the model's first word is seen.
 */
final class AnswerTurns {

    static final double MOST_OVERHEAD_MILLIS = 50;
    static final double MOST_FIRST_WORD_MILLIS = 30;

    private static final Duration MODEL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /** Whoever pauses asks less often: his rounds are longer. */
    private static final int LONGER = 5;

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
        if (settings.connections() * (2L * settings.rounds() + 1) > settings.conversations()) {
            throw new Settings.Wrong("there are fewer conversations than visitors of all rounds");
        }
        try (var model = new StubModel(port, MODEL);
                var visitors = Visitors.arrive(settings)) {
            if (!settings.warmUp().isZero()) {
                talk(model, visitors, Duration.ZERO, settings.warmUp());
                progress.accept("warmed up");
            }
            var read = rounds(model, visitors, PAUSE, settings.round().multipliedBy(LONGER));
            var hasty = rounds(model, visitors, Duration.ZERO, settings.round());
            return new TurnReport(Report.Machine.here(), settings.connections(), MODEL.toMillis(), read, hasty);
        }
    }

    private List<TurnReport.Round> rounds(StubModel model, Visitors visitors, Duration pause, Duration time)
            throws InterruptedException {
        var rounds = new ArrayList<TurnReport.Round>();
        for (var i = 0; i < settings.rounds(); i++) {
            rounds.add(talk(model, visitors, pause, time));
            progress.accept(rounds.getLast().toString());
        }
        return rounds;
    }

    private TurnReport.Round talk(StubModel model, Visitors visitors, Duration pause, Duration time)
            throws InterruptedException {
        var end = System.nanoTime() + time.toNanos();
        var overhead = new Latencies();
        var firstWord = new Latencies();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var talks = new ArrayList<Future<List<Turn>>>();
            for (var i = 0; i < settings.connections(); i++) {
                // A stream begins with what was said before: nobody comes twice.
                var visitor = visitors.turn(came.getAndIncrement());
                // They did not all come at the same moment.
                var first = pause.multipliedBy(i).dividedBy(settings.connections());
                talks.add(threads.submit((Callable<List<Turn>>) () -> {
                    Thread.sleep(first);
                    return talk(model, visitor, pause, end);
                }));
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

    private List<Turn> talk(StubModel model, Visitors.Visitor visitor, Duration pause, long end)
            throws IOException, InterruptedException {
        var turns = new ArrayList<Turn>();
        try (var talker = new Talker(settings.api(), visitor)) {
            while (System.nanoTime() < end) {
                var number = String.valueOf(numbers.incrementAndGet());
                var heard = talker.ask(number);
                var call = Objects.requireNonNull(model.call(number), "the model was not asked");
                // A reply that is there before a draft was seen has shown its first word itself.
                var seen = heard.firstWord() == 0 ? heard.replied() : heard.firstWord();
                turns.add(new Turn(heard.replied() - heard.sent() - call.took(), seen - call.firstWord()));
                Thread.sleep(pause);
            }
        }
        return turns;
    }

    /** Nanoseconds. */
    private record Turn(long overhead, long firstWord) {}
}
