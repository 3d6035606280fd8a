package io.guichet.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Runs a real servlet behind the JDK's own HTTP server, with as much of a container as the servlet asks for. */
final class ServedByServlet implements HttpHandler {

    private final HttpServlet servlet;
    private final String prefix;

    /** The servlet of pages and assets. */
    ServedByServlet() {
        this(new PageServlet(), "");
    }

    /**
     * @param prefix that the servlet is mapped to
     */
    ServedByServlet(HttpServlet servlet, String prefix) {
        this.servlet = servlet;
        this.prefix = prefix;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        var body = new ByteArrayOutputStream();
        var status = new AtomicInteger(200);
        try (exchange) {
            servlet.service(request(exchange), response(exchange, body, status));
            boolean empty = body.size() == 0 || "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(status.get(), empty ? -1 : body.size());
            if (!empty) {
                exchange.getResponseBody().write(body.toByteArray());
            }
        } catch (ServletException e) {
            throw new IOException(e);
        }
    }

    private String servletPath(String path) {
        if (!prefix.isEmpty()) {
            return prefix;
        }
        return path.startsWith("/s/") ? "/s" : path.startsWith("/assets/") ? "/assets" : path.equals("/") ? "" : path;
    }

    private HttpServletRequest request(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String servletPath = servletPath(path);
        return fake(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> exchange.getRequestMethod();
            case "getServletPath" -> servletPath;
            case "getPathInfo" -> path.substring(servletPath.length());
            case "getProtocol" -> "HTTP/1.1";
            case "getHeader" -> exchange.getRequestHeaders().getFirst((String) arguments[0]);
            case "getDateHeader" -> -1L;
            case "getRemoteAddr" -> "127.0.0.1";
            case "getParameter" -> parameter(exchange, (String) arguments[0]);
            case "getCookies" -> cookies(exchange);
            case "getLocales" -> Collections.enumeration(locales(exchange));
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }

    private static String parameter(HttpExchange exchange, String name) {
        var query = exchange.getRequestURI().getRawQuery();
        return Stream.of(query == null ? new String[0] : query.split("&"))
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8))
                .findFirst()
                .orElse(null);
    }

    private static Cookie[] cookies(HttpExchange exchange) {
        var sent = exchange.getRequestHeaders().getFirst("Cookie");
        return sent == null
                ? null
                : Stream.of(sent.split("; "))
                        .map(pair -> pair.split("=", 2))
                        .map(pair -> new Cookie(pair[0], pair[1]))
                        .toArray(Cookie[]::new);
    }

    private static List<Locale> locales(HttpExchange exchange) {
        var accepted = exchange.getRequestHeaders().getFirst("Accept-Language");
        return accepted == null
                ? List.of()
                : Locale.LanguageRange.parse(accepted).stream()
                        .map(range -> Locale.forLanguageTag(range.getRange()))
                        .toList();
    }

    private static HttpServletResponse response(
            HttpExchange exchange, ByteArrayOutputStream body, AtomicInteger status) {
        return fake(HttpServletResponse.class, (self, method, arguments) -> {
            switch (method.getName()) {
                case "setHeader" -> exchange.getResponseHeaders().set((String) arguments[0], (String) arguments[1]);
                case "setContentType" -> exchange.getResponseHeaders().set("Content-Type", (String) arguments[0]);
                case "setStatus", "sendError" -> status.set((int) arguments[0]);
                case "setContentLength" -> {}
                case "getOutputStream" -> {
                    return new Captured(body);
                }
                default -> throw new UnsupportedOperationException(method.getName());
            }
            return null;
        });
    }

    private static <T> T fake(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static final class Captured extends ServletOutputStream {
        private final ByteArrayOutputStream body;

        Captured(ByteArrayOutputStream body) {
            this.body = body;
        }

        @Override
        public void write(int b) {
            body.write(b);
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setWriteListener(WriteListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
