package io.guichet.edge;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import jakarta.servlet.ServletContext;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Puts the client's own address, scheme and host in the place of the proxy's, before anything else looks at a request, the
 * log-in included; and removes the headers that said so, so that nobody believes them later. Undertow calls it for each web
 * module. Its own {@code proxy-address-forwarding} would believe everybody.
 */
public final class FirstLook implements ServletExtension {

    private static final HttpString X_FORWARDED_FOR = new HttpString("X-Forwarded-For");
    private static final HttpString X_FORWARDED_PROTO = new HttpString("X-Forwarded-Proto");
    private static final HttpString X_FORWARDED_HOST = new HttpString("X-Forwarded-Host");
    private static final HttpString FORWARDED = new HttpString("Forwarded");
    private static final List<HttpString> SAID = List.of(
            X_FORWARDED_FOR,
            X_FORWARDED_PROTO,
            X_FORWARDED_HOST,
            FORWARDED,
            new HttpString("X-Forwarded-Port"),
            new HttpString("X-Forwarded-Server"),
            new HttpString("X-Forwarded-Prefix"),
            new HttpString("X-Real-IP"));

    @Override
    public void handleDeployment(DeploymentInfo deployment, ServletContext context) {
        var config = ConfigProvider.getConfig();
        var policy = new ClientAddress(EdgeConfig.proxies(config));
        var byForwarded = EdgeConfig.byForwarded(config);
        deployment.addInitialHandlerChainWrapper(next -> handler(next, policy, byForwarded));
    }

    static HttpHandler handler(HttpHandler next, ClientAddress policy, boolean byForwarded) {
        return exchange -> {
            look(exchange, policy, byForwarded);
            next.handleRequest(exchange);
        };
    }

    private static void look(HttpServerExchange exchange, ClientAddress policy, boolean byForwarded)
            throws UnknownHostException {
        var headers = exchange.getRequestHeaders();
        var peer = exchange.getSourceAddress().getAddress().getHostAddress();
        var seen = byForwarded
                ? policy.byForwarded(peer, all(exchange, FORWARDED))
                : policy.byXForwarded(
                        peer,
                        all(exchange, X_FORWARDED_FOR),
                        all(exchange, X_FORWARDED_PROTO),
                        all(exchange, X_FORWARDED_HOST));
        // The text is an address: no name is looked up.
        exchange.setSourceAddress(new InetSocketAddress(InetAddress.getByName(seen.address()), 0));
        seen.scheme().ifPresent(scheme -> {
            exchange.setRequestScheme(scheme);
            exchange.putAttachment(HttpServerExchange.SECURE_REQUEST, scheme.equals("https"));
        });
        seen.host().ifPresent(host -> headers.put(Headers.HOST, host));
        SAID.forEach(headers::remove);
    }

    private static List<String> all(HttpServerExchange exchange, HttpString name) {
        var values = exchange.getRequestHeaders().get(name);
        return values == null ? List.of() : List.copyOf(values);
    }
}
