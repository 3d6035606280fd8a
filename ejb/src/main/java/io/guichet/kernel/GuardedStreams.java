package io.guichet.kernel;

import io.guichet.kernel.GuardedResolver.RefusedAddress;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to servers whose answers are long and come bit by bit, under the rules of {@link GuardedHttpClient} and with
 * connections of its own, so that neither waits for the other. A server that whoever runs the platform vouches for may be
 * in a private network.
 */
@ApplicationScoped
public class GuardedStreams {

    private static final Logger LOG = Logger.getLogger(GuardedStreams.class);
    private static final long LONGEST_BODY = 16L * 1024 * 1024;
    private static final int CONNECTIONS = 256;
    private static final int CONNECTIONS_PER_HOST = 64;

    @Inject
    GuardedHttpConfig config;

    DnsResolver names = SystemDefaultDnsResolver.INSTANCE;

    private @Nullable CloseableHttpClient guarded;
    private @Nullable CloseableHttpClient vouchedFor;
    private @Nullable ScheduledExecutorService watch;
    private UrlPolicy urls = new UrlPolicy(false, new AddressPolicy(false));

    /**
     * One request.
     *
     * @param body empty for none
     * @param timeout for all of it, from connecting to the end of the answer; the look-up of the name is not counted
     * @param vouched whether whoever runs the platform said that this host may be asked, wherever it is
     */
    public record Request(
            String method, URI uri, Map<String, String> headers, byte[] body, Duration timeout, boolean vouched) {}

    @PostConstruct
    void open() {
        var addresses = new AddressPolicy(config.development());
        urls = new UrlPolicy(config.development(), addresses);
        guarded =
                GuardedClients.build(new GuardedResolver(names, addresses), config, CONNECTIONS, CONNECTIONS_PER_HOST);
        vouchedFor = GuardedClients.build(names, config, CONNECTIONS, CONNECTIONS_PER_HOST);
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("guarded-stream-deadlines").daemon().factory());
    }

    @PreDestroy
    void close() throws IOException {
        if (watch != null) {
            watch.shutdownNow();
        }
        if (guarded != null) {
            guarded.close();
        }
        if (vouchedFor != null) {
            vouchedFor.close();
        }
    }

    /**
     * Sends once, and waits until the answer begins.
     *
     * @throws SocketTimeoutException if the time is over
     * @throws IOException if the server may not be called, or there is no answer
     */
    public HttpStream send(Request wanted) throws IOException {
        if (!wanted.vouched()) {
            var refusal = urls.refusal(wanted.uri());
            if (refusal.isPresent()) {
                throw new IOException("this URL may not be used: " + refusal.get());
            }
        }
        var request = request(wanted);
        var late = new AtomicBoolean();
        var deadline = started(watch)
                .schedule(
                        () -> {
                            late.set(true);
                            request.cancel();
                        },
                        wanted.timeout().toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            var response = started(wanted.vouched() ? vouchedFor : guarded).executeOpen(null, request, null);
            return new HttpStream(response.getCode(), headers(response), body(request, response, deadline, late));
        } catch (IOException e) {
            deadline.cancel(false);
            throw late.get() ? tooLate(e) : told(e);
        }
    }

    private static HttpUriRequestBase request(Request wanted) {
        var request = new HttpUriRequestBase(wanted.method(), wanted.uri());
        wanted.headers().forEach(request::setHeader);
        if (wanted.body().length > 0) {
            request.setEntity(new ByteArrayEntity(wanted.body(), null));
        }
        request.setConfig(RequestConfig.custom()
                .setRedirectsEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(wanted.timeout()))
                .setResponseTimeout(Timeout.of(wanted.timeout()))
                .build());
        return request;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        var headers = new HashMap<String, String>();
        for (var header : response.getHeaders()) {
            if (header.getValue() != null) {
                headers.put(header.getName().toLowerCase(Locale.ROOT), header.getValue());
            }
        }
        return headers;
    }

    private static InputStream body(
            HttpUriRequestBase request, ClassicHttpResponse response, Future<?> deadline, AtomicBoolean late)
            throws IOException {
        var entity = response.getEntity();
        var content = entity == null ? null : entity.getContent();
        return new Body(content == null ? InputStream.nullInputStream() : content, request, response, deadline, late);
    }

    /** What went wrong, without the address that a name led to. */
    private static IOException told(IOException e) {
        return e instanceof RefusedAddress ? new IOException("its address may not be used: " + e.getMessage()) : e;
    }

    private static SocketTimeoutException tooLate(IOException e) {
        var late = new SocketTimeoutException("no complete answer in time");
        late.initCause(e);
        return late;
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the client is not open");
        }
        return part;
    }

    /** As long as is allowed, and until the time is over. */
    private static final class Body extends FilterInputStream {

        private final HttpUriRequestBase request;
        private final ClassicHttpResponse response;
        private final Future<?> deadline;
        private final AtomicBoolean late;
        private long left = LONGEST_BODY;

        Body(
                InputStream content,
                HttpUriRequestBase request,
                ClassicHttpResponse response,
                Future<?> deadline,
                AtomicBoolean late) {
            super(content);
            this.request = request;
            this.response = response;
            this.deadline = deadline;
            this.late = late;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            try {
                var read = in.read(bytes, from, length);
                if (read < 0 && late.get()) {
                    throw new IOException("cut");
                }
                left -= Math.max(0, read);
                if (left < 0) {
                    throw new IOException("the answer is longer than " + LONGEST_BODY + " bytes");
                }
                return read;
            } catch (IOException e) {
                throw late.get() ? tooLate(e) : e;
            }
        }

        /** Closing reads what is left of an answer, however long it is; so the connection is cut first. */
        @Override
        public void close() {
            deadline.cancel(false);
            request.cancel();
            try {
                response.close();
            } catch (IOException e) {
                LOG.debugf("GUI0012 the rest of an answer was left unread: %s", e.getMessage());
            }
        }
    }
}
