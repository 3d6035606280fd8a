package io.guichet.bench;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is measured, and where.
 *
 * @param api the platform, on this machine
 * @param database its PostgreSQL, on this machine
 * @param app the role that messages are written as, in both arms
 * @param owner the role that may vacuum the tables between rounds
 * @param realm the realm of its Keycloak
 * @param server the process of the platform; 0 where nobody said
 * @param demoFile where the platform wrote the demo's API keys
 * @param connections how many messages are under way at once, in both arms
 * @param sockets kept alive for each of them, in turn
 * @param conversations that the messages are spread over
 * @param round how long one arm runs in one round
 * @param report the JSON file that is written
 */
record Settings(
        URI api,
        String database,
        Role app,
        Role owner,
        String realm,
        long server,
        Path demoFile,
        int connections,
        int sockets,
        int conversations,
        int rounds,
        Duration round,
        Duration warmUp,
        Path report) {

    static final String USAGE = """
            usage: ./guichet bench accept|init|status|streams|isolation|growth|limits|quota|turn|close-month|retrieval [option=value…]
              connections=16     messages under way at once, 1 to 64; of turns 20, each in a conversation of its own
              sockets=8          of HTTP for each of them, taken in turn, 1 to 64
              conversations=512  that they are spread over, connections to 5000; of streams 2000, each followed by one
              rounds=5           of each arm, 1 to 50
              seconds=6          of one arm in one round, 1 to 60
              warm-up=40         seconds of each arm before, 0 to 120""";

    Settings {
        local(api.getHost());
        if (!database.startsWith("jdbc:postgresql://")) {
            throw new Wrong("not a PostgreSQL: " + database);
        }
        local(URI.create(database.substring("jdbc:".length())).getHost());
        if (conversations < connections) {
            throw new Wrong("conversations=" + conversations + " are fewer than connections=" + connections);
        }
    }

    /**
     * Reads options and the environment that {@code ./guichet} sets.
     *
     * @param name of the measurement
     * @throws Wrong if an option is unknown or out of its range, or a variable is missing
     */
    static Settings of(String name, List<String> options, Map<String, String> environment) {
        var given = new Options(options);
        var settings = new Settings(
                URI.create("http://127.0.0.1:" + variable(environment, "GUICHET_HTTP_PORT")),
                variable(environment, "GUICHET_DB_URL"),
                role(environment, "GUICHET_DB"),
                role(environment, "GUICHET_DB_OWNER"),
                environment.getOrDefault("GUICHET_OIDC_URL", ""),
                Long.parseLong(environment.getOrDefault("GUICHET_SERVER_PID", "0")),
                Path.of(variable(environment, "GUICHET_DEMO_FILE")),
                given.number("connections", name.equals("turn") ? 20 : 16, 1, 64),
                given.number("sockets", 8, 1, 64),
                given.number("conversations", name.equals("streams") ? 2000 : 512, 1, 5000),
                given.number("rounds", 5, 1, 50),
                Duration.ofSeconds(given.number("seconds", 6, 1, 60)),
                Duration.ofSeconds(given.number("warm-up", 40, 0, 120)),
                Path.of(variable(environment, "GUICHET_STATE"), "bench-" + name + ".json"));
        given.checkAllKnown();
        return settings;
    }

    private static Role role(Map<String, String> environment, String prefix) {
        return new Role(variable(environment, prefix + "_USER"), variable(environment, prefix + "_PASSWORD"));
    }

    private static String variable(Map<String, String> environment, String name) {
        var value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new Wrong(name + " is not set: start it by ./guichet bench accept");
        }
        return value;
    }

    /** A bench writes as fast as it can: never to another machine. */
    private static void local(String host) {
        try {
            if (!InetAddress.getByName(host).isLoopbackAddress()) {
                throw new Wrong(host + " is another machine, and a bench loads this one alone");
            }
        } catch (UnknownHostException e) {
            throw new Wrong("no such host: " + host);
        }
    }

    /** A role of the database. */
    record Role(String name, String password) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** The bench was asked for what it cannot do. */
    static final class Wrong extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message);
        }
    }
}
