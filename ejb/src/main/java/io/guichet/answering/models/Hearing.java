package io.guichet.answering.models;

import java.util.function.Consumer;

/** Hears what one model writes, and passes it on as long as somebody may hear it. */
final class Hearing implements Consumer<String> {

    private final Consumer<String> listener;
    private final StringBuilder heard = new StringBuilder();
    private boolean open = true;
    private long firstWordAt;

    Hearing(Consumer<String> listener) {
        this.listener = listener;
    }

    @Override
    public synchronized void accept(String piece) {
        if (!open || piece.isEmpty()) {
            return;
        }
        if (heard.isEmpty()) {
            firstWordAt = System.nanoTime();
        }
        heard.append(piece);
        listener.accept(piece);
    }

    /** From now on nothing is passed on: whoever still writes is late. */
    synchronized void close() {
        open = false;
    }

    synchronized boolean anything() {
        return !heard.isEmpty();
    }

    synchronized String text() {
        return heard.toString();
    }

    /** When the first word came, of {@link System#nanoTime()}; {@code otherwise} where none did. */
    synchronized long firstWordAt(long otherwise) {
        return heard.isEmpty() ? otherwise : firstWordAt;
    }
}
