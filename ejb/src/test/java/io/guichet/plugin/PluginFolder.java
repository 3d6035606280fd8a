package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.State;
import io.guichet.plugin.isolation.PrivateCopies;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/** A watched folder whose scans the test drives by hand. */
final class PluginFolder implements AutoCloseable {

    static final Duration A_MOMENT = Duration.ofSeconds(2);
    static final Duration LONG_ENOUGH = Duration.ofSeconds(20);

    final Path path;
    final Path copies;
    final MovingClock clock = new MovingClock();
    final PluginDirectory directory;
    final Plugins plugins = new Plugins();

    private PluginFolder(Path temp, Duration startTimeout) throws IOException {
        path = Files.createDirectories(temp.resolve("plugins"));
        copies = temp.resolve("copies");
        directory = new PluginDirectory(path, new PluginLoader(new PrivateCopies(copies), startTimeout), clock);
        plugins.directory = directory;
    }

    static PluginFolder in(Path temp) throws IOException {
        return new PluginFolder(temp, LONG_ENOUGH);
    }

    static PluginFolder thatWaitsOnlyAMoment(Path temp) throws IOException {
        return new PluginFolder(temp, A_MOMENT);
    }

    void drop(String name, PluginSource source) throws IOException {
        source.dropAt(path.resolve(name));
    }

    void remove(String name) throws IOException {
        Files.delete(path.resolve(name));
    }

    /** Scans as often as it takes until what lies there now has been tried. */
    void settle() throws InterruptedException {
        directory.scan();
        directory.scan();
    }

    void dropAndSettle(String name, PluginSource source) throws Exception {
        drop(name, source);
        settle();
    }

    /** What the agent of a sector answers. */
    String ask(String sector, String text) {
        return said(plugins.sectorAgent(sector).orElseThrow().answer(turn(text)));
    }

    static TurnRequest turn(String text) {
        return new TurnRequest(
                Locale.FRENCH, text, 0, 0, Facts.NONE, new PriceBook("vide", List.of()), "Durant Peinture");
    }

    static String said(Turn turn) {
        return turn.say().getFirst() instanceof Turn.Part.Text text ? text.text() : turn.toString();
    }

    LoadedPlugin loaded() {
        assertThat(directory.catalogue().inUse()).hasSize(1);
        return directory.catalogue().inUse().getFirst();
    }

    State.Quarantined quarantineOf(String file) {
        return plugins.statuses().stream()
                .filter(status -> status.file().equals(file))
                .map(PluginStatus::state)
                .filter(State.Quarantined.class::isInstance)
                .map(State.Quarantined.class::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(file + " is not in quarantine: " + plugins.statuses()));
    }

    List<String> active() {
        return plugins.statuses().stream()
                .filter(PluginStatus::isActive)
                .map(status -> status.id() + " " + status.version())
                .toList();
    }

    List<Path> copies() throws IOException {
        try (var files = Files.list(copies)) {
            return files.toList();
        }
    }

    @Override
    public void close() throws InterruptedException {
        directory.close(LONG_ENOUGH);
    }

    /** A clock that a test moves. */
    static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-02T09:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
