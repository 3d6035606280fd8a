package io.guichet.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The measured arm: a request over HTTP, as a visitor's page sends it.
 *
 * @param sockets that each lane takes in turn, one request at a time: visitors have connections of their own and pause
 *     between two requests, so that the next one hardly ever comes while the server tidies up after the last
 * @param status that it is answered with
 */
record Platform(URI api, int sockets, Request request, int status) implements Arm {

    private static final String MESSAGE = """
            {"content":"Bonjour, je voudrais refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol."}""";

    /** Says something. */
    static Platform message(Settings settings) {
        return new Platform(
                settings.api(),
                settings.sockets(),
                (connection, visitor) ->
                        connection.post("/api/widget/v1/message", Map.of("X-Session-ID", visitor.secret()), MESSAGE),
                202);
    }

    /** Opens a conversation on a page that shows a deployment. */
    static Platform init(Settings settings, String deployment, String origin) {
        return new Platform(
                settings.api(),
                settings.sockets(),
                (connection, visitor) -> connection.post(
                        "/api/widget/v1/init", Map.of("Origin", origin), "{\"deployment_key\":\"" + deployment + "\"}"),
                200);
    }

    @Override
    public String name() {
        return "guichet";
    }

    @Override
    public Lane open() throws IOException {
        var connections = new ArrayList<KeepAlive>();
        for (var i = 0; i < sockets; i++) {
            connections.add(new KeepAlive(api));
        }
        return new Http(connections, request, status);
    }

    /** One request. */
    interface Request {
        KeepAlive.Answer send(KeepAlive connection, Visitors.Visitor visitor) throws IOException;
    }

    private static final class Http implements Lane {

        private final List<KeepAlive> connections;
        private final Request request;
        private final int status;
        private int next;

        Http(List<KeepAlive> connections, Request request, int status) {
            this.connections = connections;
            this.request = request;
            this.status = status;
        }

        @Override
        public void accept(Visitors.Visitor visitor) throws IOException {
            var answer = request.send(connections.get(next), visitor);
            next = (next + 1) % connections.size();
            if (answer.status() != status) {
                throw new IllegalStateException("not answered with " + status + ": " + answer);
            }
        }

        @Override
        public void close() throws IOException {
            for (var connection : connections) {
                connection.close();
            }
        }
    }
}
