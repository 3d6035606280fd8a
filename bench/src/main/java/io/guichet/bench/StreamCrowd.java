package io.guichet.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Pages that follow their conversations, each with a connection of its own; one thread reads all of them. It looks at no
 * more than when which message came.
 */
final class StreamCrowd implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 60;

    private final URI api;
    private final Clock clock;
    private final Selector selector;
    private final Thread reader;
    private final Map<String, Instant> arrivals = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();
    private volatile @Nullable String refusal;
    private int opened;

    StreamCrowd(URI api, Clock clock) throws IOException {
        this.api = api;
        this.clock = clock;
        this.selector = Selector.open();
        this.reader = Thread.ofPlatform().name("streams").daemon().start(this::read);
    }

    /** Lets some more follow, and waits until the server has greeted all of them. */
    void join(List<Visitors.Visitor> visitors) throws IOException, InterruptedException {
        for (var visitor : visitors) {
            open(visitor);
        }
        for (var i = 0; i < PATIENCE_SECONDS * 10 && begun.get() < opened && refusal == null; i++) {
            Thread.sleep(100);
        }
        check();
        if (begun.get() < opened) {
            throw new IllegalStateException(begun.get() + " of " + opened + " streams have begun");
        }
    }

    private void open(Visitors.Visitor visitor) throws IOException {
        var channel = SocketChannel.open(new InetSocketAddress(api.getHost(), api.getPort()));
        var request = "GET /api/widget/v1/session/" + visitor.secret() + "/events HTTP/1.1\r\nHost: " + api.getHost()
                + ":" + api.getPort() + "\r\nAccept: text/event-stream\r\nX-Session-ID: " + visitor.secret()
                + "\r\n\r\n";
        var bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.ISO_8859_1));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.configureBlocking(false);
        opened++;
        selector.wakeup();
        channel.register(selector, SelectionKey.OP_READ, new Line());
    }

    /**
     * @throws IllegalStateException where a stream was refused, or ended
     */
    void check() {
        if (refusal != null) {
            throw new IllegalStateException("a stream was refused: " + refusal);
        }
        if (lost.get() > 0) {
            throw new IllegalStateException(lost.get() + " streams have ended");
        }
    }

    /** When a message came, if it did. */
    @Nullable
    Instant arrivalOf(String message) {
        return arrivals.get(message);
    }

    int size() {
        return opened;
    }

    private void read() {
        var bytes = ByteBuffer.allocate(64 * 1024);
        try {
            while (selector.isOpen()) {
                selector.select(100);
                var now = clock.instant();
                var ready = selector.selectedKeys();
                for (var key : ready) {
                    read(key, bytes, now);
                }
                ready.clear();
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException e) {
            if (selector.isOpen()) {
                throw new IllegalStateException("the streams cannot be read", e);
            }
        }
    }

    private void read(SelectionKey key, ByteBuffer bytes, Instant now) throws IOException {
        bytes.clear();
        if (((SocketChannel) key.channel()).read(bytes) < 0) {
            lost.incrementAndGet();
            key.cancel();
            return;
        }
        bytes.flip();
        var line = (Line) key.attachment();
        while (bytes.hasRemaining()) {
            if (line.ends(bytes.get())) {
                take(line.text(), now);
            }
        }
    }

    private void take(String line, Instant now) {
        if (line.startsWith("HTTP/1.1 ") && !line.startsWith("HTTP/1.1 200")) {
            refusal = line;
        } else if (line.equals(": guichet") || line.equals(":guichet")) {
            begun.incrementAndGet();
        } else if (line.equals("0")) {
            // The last chunk: the server has ended it and keeps the connection.
            lost.incrementAndGet();
        } else if (line.startsWith("id:")) {
            arrivals.putIfAbsent(line.substring(3).strip(), now);
        }
    }

    @Override
    public void close() throws IOException {
        var keys = List.copyOf(selector.keys());
        selector.close();
        for (var key : keys) {
            key.channel().close();
        }
        reader.interrupt();
    }

    /** The beginning of a line, which is enough of it. */
    private static final class Line {

        private final byte[] bytes = new byte[64];
        private int length;
        private boolean ended = true;

        boolean ends(byte next) {
            if (ended) {
                length = 0;
                ended = false;
            }
            if (next == '\n') {
                ended = true;
                return true;
            }
            if (length < bytes.length) {
                bytes[length++] = next;
            }
            return false;
        }

        String text() {
            var end = length > 0 && bytes[length - 1] == '\r' ? length - 1 : length;
            return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
        }
    }
}
