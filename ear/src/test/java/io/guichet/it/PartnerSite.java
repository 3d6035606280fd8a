package io.guichet.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A partner's web site, on an origin of its own. */
final class PartnerSite implements AutoCloseable {

    private final HttpServer server;
    private final String host;
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private volatile String page = "";

    /**
     * @param host an address of this machine
     */
    PartnerSite(String host) {
        this.host = host;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String origin() {
        return "http://" + host + ":" + server.getAddress().getPort();
    }

    PartnerSite header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** What every address of the site shows. */
    PartnerSite showing(String html) {
        page = html;
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = page.getBytes(StandardCharsets.UTF_8);
            headers.forEach(exchange.getResponseHeaders()::set);
            exchange.getResponseHeaders().set("Content-Type", "text/html;charset=UTF-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
