package io.guichet.model.langchain4j;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.guichet.spi.http.HttpAnswer;
import io.guichet.spi.http.HttpCall;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP client for one call, over the platform's. What streams is read on the calling thread. It remembers
 * what went wrong, since LangChain4j's own exceptions tell neither when to come back nor whether an answer had begun.
 */
final class PlatformClient implements HttpClient {

    private static final int LONGEST_ERROR = 64 * 1024;

    private final ModelServer server;
    private @Nullable ModelUnavailable failure;

    PlatformClient(ModelServer server) {
        this.server = server;
    }

    /** What went wrong on the way; nothing where the server answered in full. */
    @Nullable
    ModelUnavailable failure() {
        return failure;
    }

    /** A builder of this client alone: the platform says how long a call may take. */
    HttpClientBuilder builder() {
        return new Builder();
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        try (var answer = send(request)) {
            return response(answer).body(noting(answer.body()).readAllBytes()).build();
        } catch (IOException e) {
            throw new LangChain4jException(noted(e, Reason.UNREACHABLE));
        }
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        try (var answer = send(request)) {
            listener.onOpen(response(answer).build());
            parser.parse(noting(answer.body()), understanding(listener));
            if (failure == null) {
                listener.onClose();
            }
        } catch (IOException e) {
            listener.onError(noted(e, Reason.UNREACHABLE));
        } catch (HttpException e) {
            listener.onError(e);
        }
    }

    private HttpAnswer send(HttpRequest request) throws IOException {
        var headers = new LinkedHashMap<String, String>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        var body = request.body() == null ? new byte[0] : request.body().getBytes(StandardCharsets.UTF_8);
        var answer = server.http()
                .send(new HttpCall(request.method().name(), URI.create(request.url()), headers, body, server.atMost()));
        if (answer.status() < 200 || answer.status() > 299) {
            try (answer) {
                // Read so that the connection ends well; what it says may repeat the prompt, and is not kept.
                answer.body().readNBytes(LONGEST_ERROR);
            }
            failure = refused(answer);
            throw new HttpException(answer.status(), "status " + answer.status());
        }
        return answer;
    }

    private static SuccessfulHttpResponse.Builder response(HttpAnswer answer) {
        return SuccessfulHttpResponse.builder()
                .statusCode(answer.status())
                .headers(Map.of(
                        "content-type", List.of(answer.header("content-type").orElse("application/json"))));
    }

    private static ModelUnavailable refused(HttpAnswer answer) {
        var status = answer.status();
        var reason = switch (status) {
            case 408 -> Reason.TIMED_OUT;
            case 429 -> Reason.OVERLOADED;
            default -> status >= 500 ? Reason.OVERLOADED : Reason.REFUSED;
        };
        var wished = answer.header("retry-after")
                .filter(seconds -> seconds.matches("\\d{1,6}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(null);
        return new ModelUnavailable(reason, "the server answered " + status, wished, null);
    }

    /** What the listener does not understand ends the stream; LangChain4j's parsers would log it and go on. */
    private ServerSentEventListener understanding(ServerSentEventListener listener) {
        return new ServerSentEventListener() {
            @Override
            public void onEvent(ServerSentEvent event) {
                understood(() -> listener.onEvent(event));
            }

            @Override
            public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                understood(() -> listener.onEvent(event, context));
            }

            @Override
            public void onError(Throwable throwable) {
                listener.onError(throwable);
            }
        };
    }

    private void understood(Runnable event) {
        if (failure == null) {
            try {
                event.run();
            } catch (RuntimeException e) {
                failure = new ModelUnavailable(Reason.BROKEN, "the answer could not be understood", null);
            }
        }
    }

    private InputStream noting(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                try {
                    return in.read(bytes, from, length);
                } catch (IOException e) {
                    throw noted(e, Reason.BROKEN);
                }
            }

            @Override
            public int read() throws IOException {
                try {
                    return in.read();
                } catch (IOException e) {
                    throw noted(e, Reason.BROKEN);
                }
            }
        };
    }

    private IOException noted(IOException e, Reason otherwise) {
        if (failure == null) {
            failure = e instanceof SocketTimeoutException
                    ? new ModelUnavailable(Reason.TIMED_OUT, "no complete answer in time", e)
                    : new ModelUnavailable(otherwise, String.valueOf(e.getMessage()), e);
        }
        return e;
    }

    private final class Builder implements HttpClientBuilder {

        @Override
        public Duration connectTimeout() {
            return server.atMost();
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public Duration readTimeout() {
            return server.atMost();
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return PlatformClient.this;
        }
    }
}
