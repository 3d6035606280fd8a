package io.guichet.answering;

import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import jakarta.ejb.SessionContext;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/** What is seen of a reply while its agent still writes it. */
@ExtendWith(RealPostgres.class)
class DraftedAnswerTest {

    private final SlowWriter writer = new SlowWriter();
    private final Wiring wiring = new Wiring()
            .with(Plugins.class, new OneAgent(writer))
            .with(Models.class, new FakeModels())
            .with(KnownAnswers.class, new FakeKnowledge.FakeAnswers())
            .with(Retrieval.class, new FakeKnowledge.FakeRetrieval())
            .with(DataSource.class, RealPostgres.application())
            .with(SessionContext.class, nobodyRollsBack())
            .configured("guichet.files.dir", "target/no-files");
    private final AnswerMessage answer = wiring.get(AnswerMessage.class);

    private CallContext ebp;
    private Token session;
    private ConversationId conversation;
    private Connection listening;

    @BeforeEach
    void a_visitor_and_somebody_who_listens() throws SQLException {
        ebp = TestTenants.aTenant(wiring);
        var opened = TestAgents.aVisitor(wiring, ebp);
        session = opened.secret();
        conversation = opened.conversation();
        listening = RealPostgres.application().getConnection();
        listening.createStatement().execute("listen guichet_conversation");
    }

    @AfterEach
    void stop() throws SQLException {
        listening.close();
    }

    @Test
    void a_reply_is_seen_before_it_is_finished() {
        var seen = new ArrayList<String>();
        writer.writes(words -> {
            words.accept("Bon");
            words.accept("jour");
            seen.add(heardUntil("Bonjour"));
            words.accept(", que voulez-vous refaire ?");
            seen.add(heardUntil("refaire ?"));
        });
        var message = write();

        assertThat(handle(message)).isEqualTo(WorkOutcome.DONE);

        var draft = conversation.value() + " draft " + message.value() + " ";
        assertThat(seen).containsExactly(draft + "Bonjour", draft + "Bonjour, que voulez-vous refaire ?");
        heardUntil(" message ");
        assertThat(wiring.get(VisitConversation.class)
                        .progress(session, message, "test")
                        .content())
                .isEqualTo("Voilà.");
    }

    @Test
    void what_was_written_of_a_turn_that_failed_is_withdrawn() {
        writer.writes(words -> {
            words.accept("Bonjour");
            heardUntil("Bonjour");
            throw new IllegalStateException("no more words");
        });
        var message = write();

        assertThat(handle(message)).isInstanceOf(WorkOutcome.Retry.class);

        assertThat(heardUntil("silent")).isEqualTo(conversation.value() + " silent");
    }

    @Test
    void what_an_agent_writes_after_its_turn_is_seen_by_nobody() {
        var kept = new AtomicReference<Consumer<String>>(words -> {});
        writer.writes(kept::set);
        handle(write());
        kept.get().accept("trop tard");
        writer.writes(words -> {
            words.accept("à temps");
            assertThat(heardUntil(" draft ")).endsWith("à temps");
        });

        assertThat(handle(write())).isEqualTo(WorkOutcome.DONE);
    }

    private WorkOutcome handle(MessageId message) {
        return answer.handle(ebp, conversation + "/" + message, 1);
    }

    private MessageId write() {
        return wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage("Bonjour", List.of(), null, null), "test")
                .message();
    }

    /** The first notice of the conversation with these words. */
    private String heardUntil(String words) {
        try {
            while (true) {
                var notices = listening.unwrap(PGConnection.class).getNotifications(10_000);
                assertThat(notices).as("« " + words + " » within ten seconds").isNotEmpty();
                for (var notice : notices) {
                    if (isOurs(notice.getParameter()) && notice.getParameter().contains(words)) {
                        return notice.getParameter();
                    }
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static SessionContext nobodyRollsBack() {
        return (SessionContext) Proxy.newProxyInstance(
                SessionContext.class.getClassLoader(),
                new Class<?>[] {SessionContext.class},
                (self, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    private boolean isOurs(String notice) {
        return UUID.fromString(notice.substring(0, 36)).equals(conversation.value());
    }

    /** Writes as the test says, then answers. */
    private static final class SlowWriter implements SectorAgent {

        private volatile Consumer<Consumer<String>> script = words -> {};

        void writes(Consumer<Consumer<String>> now) {
            script = now;
        }

        @Override
        public String sector() {
            return "artisan";
        }

        @Override
        public Turn answer(TurnRequest request) {
            return new Turn(List.of(new Turn.Part.Text("Voilà.")), Facts.NONE, List.of());
        }

        @Override
        public Turn answer(TurnRequest request, Consumer<String> words) {
            script.accept(words);
            return answer(request);
        }
    }

    private static final class OneAgent extends Plugins {

        private final SectorAgent agent;

        OneAgent(SectorAgent agent) {
            this.agent = agent;
        }

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            return Optional.of(agent);
        }
    }
}
