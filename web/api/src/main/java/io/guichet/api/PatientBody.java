package io.guichet.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A body that ends early where nothing of it comes for a while, or it takes too long altogether: whoever sends nothing
 * holds no thread. What had come by then is read as if it were all.
 */
final class PatientBody extends InputStream {

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration ALTOGETHER = Duration.ofMinutes(10);

    private final InputStream body;
    private final StalledBodies stalled;
    private final Clock clock;
    private final Instant end;
    private Instant idleSince = Instant.MAX;
    private @Nullable Thread reader;
    private boolean over;

    PatientBody(InputStream body, StalledBodies stalled, Clock clock) {
        this.body = body;
        this.stalled = stalled;
        this.clock = clock;
        end = clock.instant().plus(ALTOGETHER);
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (!begins()) {
            return -1;
        }
        stalled.watch(this);
        try {
            return body.read(into, from, length);
        } catch (InterruptedIOException e) {
            if (isOver()) {
                return -1;
            }
            throw e;
        } finally {
            stalled.leave(this);
            ends();
        }
    }

    @Override
    public int available() throws IOException {
        return isOver() ? 0 : body.available();
    }

    @Override
    public void close() throws IOException {
        body.close();
    }

    /** Ends it, if its reader waits too long. */
    synchronized void look() {
        if (reader != null && !over && !clock.instant().isBefore(idleSince.plus(IDLE))) {
            over = true;
            reader.interrupt();
        }
    }

    private synchronized boolean begins() {
        idleSince = clock.instant();
        over |= !idleSince.isBefore(end);
        reader = over ? null : Thread.currentThread();
        return !over;
    }

    private synchronized boolean isOver() {
        return over;
    }

    /** An interrupt of ours that came when the reader had read on is for nobody else. */
    private synchronized void ends() {
        reader = null;
        if (over) {
            Thread.interrupted();
        }
    }
}
