package io.guichet.edge;

import io.undertow.server.HttpServerExchange;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.xnio.channels.ReadTimeoutException;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * A request's body whose reader, a thread, does not wait for ever: neither while nothing comes, nor for what comes drop by
 * drop. Undertow's own read time-out would set a timer for each request, with a body or without.
 */
final class TimedBody extends AbstractStreamSourceConduit<StreamSourceConduit> {

    private final long idle;
    private final long end;
    private final LongSupplier nanoTime;
    private long waited;

    TimedBody(StreamSourceConduit body, Duration idle, Duration altogether, LongSupplier nanoTime) {
        super(body);
        this.idle = idle.toNanos();
        this.nanoTime = nanoTime;
        end = nanoTime.getAsLong() + altogether.toNanos();
    }

    /** Watches the body of a request, if it has one. */
    static void watch(HttpServerExchange exchange, Duration idle, Duration altogether) {
        if (!exchange.isRequestComplete()) {
            exchange.addRequestWrapper(
                    (body, wrapped) -> new TimedBody(body.create(), idle, altogether, System::nanoTime));
        }
    }

    /** @throws ReadTimeoutException if the body takes too long altogether */
    @Override
    public int read(ByteBuffer into) throws IOException {
        inTime();
        return (int) came(super.read(into));
    }

    @Override
    public long read(ByteBuffer[] into, int from, int length) throws IOException {
        inTime();
        return came(super.read(into, from, length));
    }

    @Override
    public long transferTo(long position, long count, FileChannel target) throws IOException {
        inTime();
        return came(super.transferTo(position, count, target));
    }

    @Override
    public long transferTo(long count, ByteBuffer through, StreamSinkChannel target) throws IOException {
        inTime();
        return came(super.transferTo(count, through, target));
    }

    /** @throws ReadTimeoutException if nothing comes for too long */
    @Override
    public void awaitReadable() throws IOException {
        await(idle);
    }

    /** Undertow's streams wait so, for the server's limit on reading: nought, which is for ever. */
    @Override
    public void awaitReadable(long time, TimeUnit unit) throws IOException {
        await(time <= 0 ? idle : unit.toNanos(time));
    }

    private void await(long most) throws IOException {
        var left = idle - waited;
        if (left <= 0) {
            throw new ReadTimeoutException("nothing came of the body");
        }
        var begin = nanoTime.getAsLong();
        super.awaitReadable(Math.min(left, most), TimeUnit.NANOSECONDS);
        waited += nanoTime.getAsLong() - begin;
    }

    private long came(long bytes) {
        if (bytes > 0) {
            waited = 0;
        }
        return bytes;
    }

    private void inTime() throws ReadTimeoutException {
        if (nanoTime.getAsLong() - end >= 0) {
            throw new ReadTimeoutException("the body took too long");
        }
    }
}
