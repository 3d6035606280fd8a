package io.guichet.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.agent.DeploymentView;
import io.guichet.answering.TurnTaken;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.FileId;
import io.guichet.conversation.FileReceived;
import io.guichet.conversation.Files;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.VisitorSpoke;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Json;
import io.guichet.kernel.Token;
import io.guichet.quote.PricedPreQuote;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a partner's server hears of a conversation while it goes on. */
@ExtendWith(RealPostgres.class)
class TellOfConversationsTest {

    private static final String[] ALL = {"session.started", "session.completed", "message.received", "file.uploaded"};

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    private Wiring wiring;
    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.files.dir", folder.toString())
                .configured("guichet.public-url", "https://guichet.example");
        var tell = wiring.get(TellOfConversations.class);
        wiring.told()
                .to(VisitorSpoke.class, tell::spoke)
                .to(FileReceived.class, tell::fileReceived)
                .to(TurnTaken.class, tell::turnTaken);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        var opened = TestAgents.aVisitor(wiring, deployment);
        session = opened.secret();
        conversation = opened.conversation();
    }

    @Test
    void a_session_starts_with_its_first_message_and_each_message_is_told_without_its_words() {
        anEndpointFor(ALL);
        assertThat(told("session.started")).isEmpty();

        var first = write("Je m'appelle Jeanne Martin, 06 12 34 56 78");
        clock.advance(Duration.ofMinutes(2));
        var second = write("8 m²");

        assertThat(told("session.started")).singleElement().satisfies(payload -> {
            assertThat(payload.at("/created_at").asText()).isEqualTo("2026-11-02T08:00:00Z");
            assertThat(payload.at("/deployment/key").asText()).isEqualTo(deployment.key());
            assertThat(payload.at("/deployment/name").asText()).isEqualTo("Expert BTP");
            assertThat(payload.at("/session/id").asText()).isEqualTo(conversation.toString());
            assertThat(payload.at("/session/started_at").asText()).isEqualTo("2026-11-02T08:00:00Z");
            assertThat(payload.at("/data")).isEqualTo(Json.tree("{\"channel\":\"web\"}"));
        });
        assertThat(told("message.received"))
                .extracting(payload -> payload.at("/data/message").toString())
                .containsExactly(
                        "{\"id\":\"%s\",\"role\":\"visitor\",\"created_at\":\"2026-11-02T08:00:00Z\",\"files\":[]}"
                                .formatted(first),
                        "{\"id\":\"%s\",\"role\":\"visitor\",\"created_at\":\"2026-11-02T08:02:00Z\",\"files\":[]}"
                                .formatted(second));
        assertThat(payloads(""))
                .allSatisfy(payload ->
                        assertThat(payload.toString()).doesNotContain("Jeanne", "34 56", "8 m²", session.text()));
    }

    @Test
    void a_message_that_is_sent_again_is_told_once() {
        anEndpointFor(ALL);
        var message = new NewMessage("Bonjour", List.of(), "key", null);

        receive(message);
        receive(message);

        assertThat(told("message.received")).hasSize(1);
        assertThat(told("session.started")).hasSize(1);
    }

    @Test
    void a_message_that_the_quota_refuses_was_never_said() {
        anEndpointFor(ALL);
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement().executeUpdate("update agent_deployments set max_messages_day = 1"));
        write("Bonjour");

        assertThatThrownBy(() -> write("Encore")).isInstanceOf(GuichetException.class);

        assertThat(told("message.received")).hasSize(1);
    }

    @Test
    void a_file_is_told_with_a_signed_address_and_its_message_names_it() throws Exception {
        anEndpointFor(ALL);
        var files = wiring.get(Files.class);
        var photo = SampleFiles.image("jpg", 40, 30);
        var file = files.receive(session, "salle.jpg", () -> photo, null, "test");

        assertThat(told("file.uploaded")).singleElement().satisfies(payload -> {
            assertThat(payload.at("/session/id").asText()).isEqualTo(conversation.toString());
            assertThat(payload.at("/data/file/id").asText()).isEqualTo(file.id());
            assertThat(payload.at("/data/file/type").asText()).isEqualTo("image/jpeg");
            assertThat(payload.at("/data/file/name").asText()).isEqualTo("salle.jpg");
            assertThat(payload.at("/data/file/size").asLong()).isEqualTo(file.size());
            assertThat(payload.at("/data/file/url").asText())
                    .startsWith("https://guichet.example/api/files/")
                    .contains("signature=")
                    .doesNotContain("reader=visitor");
        });
        write("Voici");
        assertThat(told("message.received")
                        .getFirst()
                        .at("/data/message/files/0")
                        .asText())
                .isEqualTo(file.id());
    }

    @Test
    void what_happens_often_is_written_down_for_those_alone_who_want_it() throws Exception {
        anEndpointFor("quote.signed");
        var photo = SampleFiles.image("jpg", 40, 30);
        wiring.get(Files.class).receive(session, "salle.jpg", () -> photo, null, "test");

        write("Bonjour");

        assertThat(payloads("")).isEmpty();
    }

    @Test
    void a_session_is_completed_once_however_often_its_pre_quote_is_revised() {
        anEndpointFor(ALL);
        var message = write("8 m²");

        completed(message, 1);
        completed(message, 2);

        assertThat(told("project.completed")).hasSize(2);
        assertThat(told("session.completed"))
                .singleElement()
                .satisfies(payload -> assertThat(payload.at("/data")).isEqualTo(Json.tree("""
                        {"pre_quote":{"revision":1,"project_type":"renovation_salle_de_bain","total_ht":5790,
                         "total_ttc":6948,"currency":"EUR"}}""")));
    }

    @Test
    void each_is_delivered_to_whom_it_may_concern() {
        anEndpointFor("session.started", "message.received");

        write("Bonjour");

        assertThat(new DueWork(wiring.get(DeliverWebhook.class), clock).waiting(ebp))
                .hasSize(2);
    }

    private void completed(MessageId message, int revision) {
        var quote = new PricedPreQuote(
                revision,
                "renovation_salle_de_bain",
                List.of(),
                BigDecimal.valueOf(5790),
                BigDecimal.valueOf(20),
                List.of(),
                BigDecimal.valueOf(6948),
                "EUR",
                "two_years_or_less",
                true);
        wiring.inTenant(ebp, () -> {
            var turn = new TurnTaken(
                    CallContext.platform(ebp.tenant(), "answering", "test"), conversation, message, null, quote, null);
            wiring.get(TellOfConversations.class).turnTaken(turn);
            return turn;
        });
    }

    private void anEndpointFor(String... events) {
        wiring.get(Endpoints.class).create(ebp, new NewEndpoint("https://api.ebp.example/hook", List.of(events)), null);
    }

    private MessageId write(String words) {
        return receive(new NewMessage(words, List.<FileId>of(), null, null));
    }

    private MessageId receive(NewMessage message) {
        return wiring.get(ReceiveMessage.class)
                .receive(session, message, "test")
                .message();
    }

    private List<JsonNode> told(String event) {
        return payloads("where type = '" + event + "'");
    }

    private List<JsonNode> payloads(String which) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<JsonNode>();
            try (var rows =
                    c.createStatement().executeQuery("select payload from webhook_events " + which + " order by id")) {
                while (rows.next()) {
                    found.add(Json.tree(rows.getString(1)));
                }
            }
            return found;
        });
    }
}
