package io.guichet.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * How often per second pages can ask how far an answer has come, against a bare loop of the same SQL. Each conversation has
 * one message with its reply.
 */
final class AskStatus {

    static final double FLOOR = 0.40;

    private static final String REPLY =
            "Quelle est la surface de la salle de bain, et le logement a-t-il plus de deux ans ?"
                    + " Dites-moi aussi ce que vous souhaitez pour le sol et les murs.";

    private final Settings settings;
    private final Consumer<String> progress;

    AskStatus(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws IOException, SQLException, InterruptedException {
        progress.accept(settings.conversations() + " conversations are opened");
        try (var visitors = Visitors.arrive(settings)) {
            visitors.forgetMessages();
            var asked = visitors.areAnswered(REPLY);
            var rounds = new Rounds(
                            settings, new Load(settings.connections(), visitors::turn), sample -> sample, progress)
                    .run(
                            new StatusBaseline(settings.database(), settings.app(), asked, Clock.systemUTC()),
                            platform(asked));
            var compare = new Compare("status", "jdbc", "guichet");
            rounds.forEach(round -> compare.add("ask for the answer", round.jdbc(), round.guichet()));
            compare.remark("floor %.0f%%: %s".formatted(100 * FLOOR, compare.worst() >= FLOOR ? "reached" : "MISSED"));
            return compare;
        }
    }

    private Platform platform(Map<UUID, UUID> asked) {
        var paths = new HashMap<UUID, String>();
        asked.forEach((conversation, message) -> paths.put(
                conversation, "/api/widget/v1/message/msg_" + message.toString().replace("-", "") + "/status"));
        return new Platform(
                settings.api(),
                settings.sockets(),
                (connection, visitor) -> connection.get(
                        Objects.requireNonNull(paths.get(visitor.conversation())),
                        Map.of("X-Session-ID", visitor.secret())),
                200);
    }
}
