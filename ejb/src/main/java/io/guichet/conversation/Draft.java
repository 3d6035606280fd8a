package io.guichet.conversation;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A reply that is being written. Only its first 7,500 bytes are shown, since a notice of PostgreSQL's has less than 8,000:
 * so each notice holds all that is there so far, a page that comes late needs none of the earlier ones, and one that is
 * lost is not missed. What is longer appears with the message.
 */
public final class Draft implements AutoCloseable {

    static final int LONGEST_BYTES = 7_500;

    private final ConversationId conversation;
    private final MessageId replyTo;
    private final Consumer<Draft> changed;
    private final StringBuilder text = new StringBuilder();
    private String told = "";
    private State state = State.WRITTEN;

    Draft(ConversationId conversation, MessageId replyTo, Consumer<Draft> changed) {
        this.conversation = conversation;
        this.replyTo = replyTo;
        this.changed = changed;
    }

    /** Adds what was written. Never waits. */
    public void write(String piece) {
        // PostgreSQL keeps every character but one.
        var kept = piece.replace("\0", "");
        synchronized (this) {
            var room = LONGEST_BYTES - text.length();
            if (state != State.WRITTEN || room <= 0) {
                return;
            }
            text.append(kept, 0, Math.min(room, kept.length()));
        }
        changed.accept(this);
    }

    /** The reply stands: it takes the draft's place by itself. */
    public synchronized void replied() {
        state = State.REPLIED;
    }

    /** Where no reply came of it, it disappears. */
    @Override
    public void close() {
        synchronized (this) {
            if (state != State.WRITTEN) {
                return;
            }
            state = State.WITHDRAWN;
        }
        changed.accept(this);
    }

    /** Whether nobody has seen a word of it. */
    synchronized boolean isNew() {
        return told.isEmpty();
    }

    /** What the streams have not been told yet. */
    synchronized Optional<String> news() {
        return switch (state) {
            case WRITTEN -> words();
            case WITHDRAWN -> Optional.of(Notices.silent(conversation));
            case REPLIED -> Optional.empty();
        };
    }

    private Optional<String> words() {
        var shown = shown(text);
        if (shown.isBlank() || shown.equals(told)) {
            return Optional.empty();
        }
        told = shown;
        return Optional.of(Notices.draft(conversation, replyTo, shown));
    }

    /** As much as there is room for, in whole characters: half of one may come with the next piece. */
    private static String shown(CharSequence text) {
        var bytes = ByteBuffer.allocate(LONGEST_BYTES);
        StandardCharsets.UTF_8
                .newEncoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .encode(CharBuffer.wrap(text), bytes, false);
        return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
    }

    private enum State {
        WRITTEN,
        REPLIED,
        WITHDRAWN
    }
}
