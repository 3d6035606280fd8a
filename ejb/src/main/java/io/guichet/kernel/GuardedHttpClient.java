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

    private HttpOutcome send(HttpUriRequestBase request, Duration timeout) {
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
            return exchange(request);
        } catch (IOException e) {
            return late.get() ? tooLate(timeout) : failure(e, timeout);
        } finally {
            deadline.cancel(false);
        }
    }

    private HttpOutcome exchange(HttpUriRequestBase request) throws IOException {
        var response = started(client).executeOpen(null, request, null);
        try {
            return new HttpOutcome.Answered(response.getCode(), headers(response), bodyStart(response));
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

    private static String bodyStart(ClassicHttpResponse response) throws IOException {
        var entity = response.getEntity();
        if (entity == null) {
            return "";
        }
        var content = entity.getContent();
        return content == null ? "" : new String(content.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
    }

    private static HttpOutcome failure(IOException e, Duration timeout) {
        return switch (e) {
            case RefusedAddress refused ->
                new HttpOutcome.Refused("its address may not be used: " + refused.getMessage());
            case UnknownHostException unknown -> new HttpOutcome.Failed("the host is not known");
            case SSLException tls -> new HttpOutcome.Failed("TLS failed: " + tls.getMessage());
            case InterruptedIOException slow -> tooLate(timeout);
            case ConnectException closed -> new HttpOutcome.Failed("the connection was refused");
            case NoRouteToHostException away -> new HttpOutcome.Failed("the host cannot be reached");
            default ->
                new HttpOutcome.Failed("the connection broke: " + e.getClass().getSimpleName());
        };
    }

    private static HttpOutcome tooLate(Duration timeout) {
        return new HttpOutcome.Failed("no complete answer within " + timeout.toSeconds() + " s");
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("the client is not open");
        }
        return part;
    }
}
