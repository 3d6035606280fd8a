package io.guichet.kernel;

import io.guichet.kernel.GuardedResolver.RefusedAddress;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the URLs that tenants give us, and to nothing else. Public addresses only, checked at connect; no redirects,
 * no proxy, no cookies, no retries, no connection shared between calls; an answer is read up to 64 kB and until the
 * time is up.
 */
@ApplicationScoped
public class GuardedHttpClient {

    private static final Logger LOG = Logger.getLogger(GuardedHttpClient.class);
    private static final int LONGEST_BODY = 64 * 1024;
    private static final int CONNECTIONS = 100;
    private static final int CONNECTIONS_PER_HOST = 10;

    @Inject
    GuardedHttpConfig config;

    DnsResolver names = SystemDefaultDnsResolver.INSTANCE;

    private @Nullable CloseableHttpClient client;
    private @Nullable ScheduledExecutorService watch;
    private UrlPolicy urls = new UrlPolicy(false, new AddressPolicy(false));

    @PostConstruct
    void open() {
        var addresses = new AddressPolicy(config.development());
        urls = new UrlPolicy(config.development(), addresses);
        client = GuardedClients.build(new GuardedResolver(names, addresses), config, CONNECTIONS, CONNECTIONS_PER_HOST);
        watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("guarded-http-deadlines").daemon().factory());
    }

    @PreDestroy
    void close() throws IOException {
        if (watch != null) {
            watch.shutdownNow();
        }
        if (client != null) {
            client.close();
        }
    }

    /**
     * Checks what can be told of a URL without asking the network, for when a tenant gives it to us.
     *
     * @throws GuichetException {@link ProblemCode#UNREACHABLE_URL} if it is not one that we would ever call
     */
    public void requireAllowed(String url) {
        urls.refusal(url).ifPresent(reason -> {
            throw new GuichetException(ProblemCode.UNREACHABLE_URL, "This URL may not be used: " + reason + ".");
        });
    }

    /**
     * Posts once.
     *
     * @param timeout for all of it, from connecting to the end of the answer; the look-up of the name is not counted
     */
    public HttpOutcome post(URI url, Map<String, String> headers, byte[] body, Duration timeout) {
        var refusal = urls.refusal(url);
        if (refusal.isPresent()) {
            return new HttpOutcome.Refused(refusal.get());
        }
        var request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body, null));
        return send(request, timeout);
    }

    /**
     * Reads once.
     *
     * @param timeout as of {@link #post}
     */
    public HttpOutcome get(URI url, Duration timeout) {
        var refusal = urls.refusal(url);
        return refusal.isPresent() ? new HttpOutcome.Refused(refusal.get()) : send(new HttpGet(url), timeout);
    }

    /**
     * Reads a page or a file once.
     *
     * @param timeout as of {@link #post}
     * @param most bytes; an answer that is longer is none
     */
    public Download download(URI url, Map<String, String> headers, Duration timeout, int most) {
        var refusal = urls.refusal(url);
        if (refusal.isPresent()) {
            return new Download.Refused(refusal.get());
        }
        var request = new HttpGet(url);
        headers.forEach(request::setHeader);
        return send(
                request,
                timeout,
                most + 1,
                answer -> answer.body().length > most
                        ? new Download.TooLarge()
                        : new Download.Answered(answer.status(), answer.headers(), answer.body()),
                reason -> new Download.Refused(reason),
                diagnostic -> new Download.Failed(diagnostic));
    }

    private HttpOutcome send(HttpUriRequestBase request, Duration timeout) {
        return send(
                request,
                timeout,
                LONGEST_BODY,
                answer -> new HttpOutcome.Answered(
                        answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8)),
                HttpOutcome.Refused::new,
                HttpOutcome.Failed::new);
    }

    private <T> T send(
            HttpUriRequestBase request,
            Duration timeout,
            int most,
            Function<Answer, T> answered,
            Function<String, T> refused,
            Function<String, T> failed) {
        request.setConfig(RequestConfig.custom()
                .setRedirectsEnabled(false)
                .setConnectionRequestTimeout(Timeout.of(timeout))
                .setResponseTimeout(Timeout.of(timeout))
                .build());
        var late = new AtomicBoolean();
        var deadline = started(watch)
                .schedule(
                        () -> {
                            late.set(true);
                            request.cancel();
                        },
                        timeout.toMillis(),
                        TimeUnit.MILLISECONDS);
        try {
            return answered.apply(exchange(request, most));
        } catch (RefusedAddress e) {
            return refused.apply("its address may not be used: " + e.getMessage());
        } catch (IOException e) {
            return failed.apply(late.get() ? tooLate(timeout) : diagnostic(e, timeout));
        } finally {
            deadline.cancel(false);
        }
    }

    private Answer exchange(HttpUriRequestBase request, int most) throws IOException {
        var response = started(client).executeOpen(null, request, null);
        try {
            return new Answer(response.getCode(), headers(response), bodyStart(response, most));
        } finally {
            leave(request, response);
        }
    }

    /** Closing reads what is left of an answer, however long it is; so the connection is cut first. */
    private static void leave(HttpUriRequestBase request, ClassicHttpResponse response) {
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            LOG.debugf("GUI0011 the rest of an answer was left unread: %s", e.getMessage());
        }
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

    private static byte[] bodyStart(ClassicHttpResponse response, int most) throws IOException {
        var entity = response.getEntity();
        var content = entity == null ? null : entity.getContent();
        return content == null ? new byte[0] : content.readNBytes(most);
    }

    private static String diagnostic(IOException e, Duration timeout) {
        return switch (e) {
            case UnknownHostException unknown -> "the host is not known";
            case SSLException tls -> "TLS failed: " + tls.getMessage();
            case InterruptedIOException slow -> tooLate(timeout);
            case ConnectException closed -> "the connection was refused";
            case NoRouteToHostException away -> "the host cannot be reached";
            default -> "the connection broke: " + e.getClass().getSimpleName();
        };
    }

    private static String tooLate(Duration timeout) {
        return "no complete answer within " + timeout.toSeconds() + " s";
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the client is not open");
        }
        return part;
    }

    /** What came: its body as far as it was read. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Answer(int status, Map<String, String> headers, byte[] body) {}
}
