package io.guichet.widget;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs the real servlet behind the JDK's own HTTP server, with as much of a container as the servlet asks for. */
final class ServedByServlet implements HttpHandler {

    private final PageServlet servlet = new PageServlet();

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

    private static HttpServletRequest request(HttpExchange exchange) {
        String path = exchange.getRequestURI().getPath();
        String servletPath =
                path.startsWith("/s/") ? "/s" : path.startsWith("/assets/") ? "/assets" : path.equals("/") ? "" : path;
        return fake(HttpServletRequest.class, (self, method, arguments) -> switch (method.getName()) {
            case "getMethod" -> exchange.getRequestMethod();
            case "getServletPath" -> servletPath;
            case "getPathInfo" -> path.substring(servletPath.length());
            case "getProtocol" -> "HTTP/1.1";
            case "getHeader" -> exchange.getRequestHeaders().getFirst((String) arguments[0]);
            case "getDateHeader" -> -1L;
            default -> throw new UnsupportedOperationException(method.getName());
        });
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
