package io.guichet.bench;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The measured arm: a message over HTTP, as a visitor's page sends it.
 *
 * @param sockets that each lane takes in turn, one message at a time: visitors have connections of their own and pause
 *     between two messages, so that the next request hardly ever comes while the server tidies up after the last
 */
record Platform(URI api, int sockets) implements Arm {

    private static final String MESSAGE = """
            {"content":"Bonjour, je voudrais refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol."}""";

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
        return new Http(connections);
    }

    private static final class Http implements Lane {

        private final List<KeepAlive> connections;
        private int next;

        Http(List<KeepAlive> connections) {
            this.connections = connections;
        }

        @Override
        public void accept(Visitors.Visitor visitor) throws IOException {
            var answer = connections
                    .get(next)
                    .post("/api/widget/v1/message", Map.of("X-Session-ID", visitor.secret()), MESSAGE);
            next = (next + 1) % connections.size();
            if (answer.status() != 202) {
                throw new IllegalStateException("not accepted: " + answer);
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
