package io.guichet.knowledge.index;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;

/** The folder of an index, with a note of what the index is. */
public final class IndexFolder implements IndexHome {

    private final Path folder;

    public IndexFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * What an index is, and how far it came.
     *
     * @param database which one it is of
     * @param from the transaction from which on it has to look again
     * @param written the same, as the folder has it
     */
    public record State(String database, String mapping, String model, int dimensions, long from, long written) {

        public static final State NONE = new State("", "", "", 0, 0, 0);

        /**
         * Whether an index in this state can go on as the one that is wanted.
         *
         * @param horizon of the database: one that is not as far was put back to an older state
         */
        public boolean continues(State wanted, long horizon) {
            return database.equals(wanted.database)
                    && mapping.equals(wanted.mapping)
                    && model.equals(wanted.model)
                    && dimensions == wanted.dimensions
                    && from <= horizon;
        }

        public State upTo(long transaction) {
            return new State(database, mapping, model, dimensions, transaction, written);
        }
    }

    /** Where the passages are. */
    public Path passages() {
        return folder.resolve("passages");
    }

    @Override
    public boolean shared() {
        return false;
    }

    @Override
    public PassageIndex open(int dimensions) {
        return new PassageIndex(passages(), dimensions);
    }

    @Override
    public Optional<State> read() {
        try {
            var note = new Properties();
            note.load(new StringReader(Files.readString(note())));
            var from = Long.parseLong(note.getProperty("from", "0"));
            return Optional.of(new State(
                    note.getProperty("database", ""),
                    note.getProperty("mapping", ""),
                    note.getProperty("model", ""),
                    Integer.parseInt(note.getProperty("dimensions", "0")),
                    from,
                    from));
        } catch (NoSuchFileException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public State write(State state) {
        var note = new Properties();
        note.setProperty("database", state.database());
        note.setProperty("mapping", state.mapping());
        note.setProperty("model", state.model());
        note.setProperty("dimensions", Integer.toString(state.dimensions()));
        note.setProperty("from", Long.toString(state.from()));
        try {
            Files.createDirectories(folder);
            var part = folder.resolve("state.part");
            try (var out = Files.newBufferedWriter(part)) {
                note.store(out, null);
            }
            Files.move(part, note(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new State(
                state.database(), state.mapping(), state.model(), state.dimensions(), state.from(), state.from());
    }

    @Override
    public void clear() {
        try {
            Files.deleteIfExists(note());
            if (!Files.exists(folder)) {
                return;
            }
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path note() {
        return folder.resolve("state.properties");
    }
}
