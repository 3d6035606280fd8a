package io.guichet.api;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who sends nothing of a body holds no thread, and what had come of it is kept. */
class PatientBodyTest {

    private final StalledBodies stalled = new StalledBodies();
    private final Moved clock = new Moved();

    @Test
    void a_body_that_stalls_ends_where_it_stalled_and_its_reader_goes_on() throws Exception {
        var stalls = new Stalls();
        var body = body(new SequenceInputStream(new ByteArrayInputStream(new byte[100]), stalls));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var read = threads.submit(() -> {
                var bytes = body.readAllBytes();
                return bytes.length + (Thread.currentThread().isInterrupted() ? " and interrupted" : "");
            });
            stalls.begun.await();

            clock.now = clock.now.plus(Duration.ofSeconds(29));
            stalled.look();
            assertThat(read.isDone()).isFalse();
            clock.now = clock.now.plus(Duration.ofSeconds(1));
            stalled.look();

            assertThat(read.get()).isEqualTo("100");
        }
        assertThat(body.read()).isEqualTo(-1);
    }

    @Test
    void a_body_that_comes_byte_by_byte_ends_after_ten_minutes() throws IOException {
        var body = body(new InputStream() {
            @Override
            public int read() {
                clock.now = clock.now.plus(Duration.ofSeconds(20));
                return 'a';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                into[from] = (byte) read();
                return 1;
            }
        });

        assertThat(body.readAllBytes()).hasSize(30);
    }

    @Test
    void a_line_that_breaks_and_an_interrupt_of_somebody_elses_are_no_end() {
        var body = body(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new InterruptedIOException("the server stops");
            }
        });

        assertThatThrownBy(body::read).isInstanceOf(InterruptedIOException.class);
    }

    private PatientBody body(InputStream content) {
        return new PatientBody(content, stalled, clock);
    }

    /** Waits as the server's streams do: for bytes, or an interrupt. */
    private static final class Stalls extends InputStream {

        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public int read() throws IOException {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
                return -1;
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
        }
    }

    private static final class Moved extends Clock {

        private volatile Instant now = Instant.parse("2026-11-02T08:00:00Z");

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
