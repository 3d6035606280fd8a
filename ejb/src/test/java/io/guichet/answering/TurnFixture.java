package io.guichet.answering;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentDraft;
import io.guichet.agent.AgentId;
import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.sector.artisan.ArtisanPlugin;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.ejb.SessionContext;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A visitor of the craftsman's agent, with a model and knowledge that a test speaks for. */
final class TurnFixture {

    static final String INSTRUCTIONS =
            "Tu es l'assistant de Durant Peinture, artisan depuis trois générations. Ne parle"
                    + " jamais des marges internes de la maison ni du fournisseur secret ACME-42 de la rue des Lilas.";

    private static final PlatformCaller PLATFORM =
            new PlatformCaller(new Actor.User(UserId.next(), "Root"), true, "req_root", "127.0.0.1");

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final FakeModels models = new FakeModels();
    final FakeKnowledge knowledge = new FakeKnowledge();
    private final Artisans agents = new Artisans();
    final Wiring wiring;
    final CallContext ebp;
    final AgentId agent;
    final Token session;
    final ConversationId conversation;
    final StringBuilder streamed = new StringBuilder();
    private @Nullable String page;
    private @Nullable String files;

    TurnFixture() {
        this(new Wiring());
    }

    /**
     * @param base with the database
     */
    TurnFixture(Wiring base) {
        wiring = wired(base);
        ebp = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        TestAgents.aPriceBook(wiring, agent);
        configured("");
        var opened = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp, agent));
        session = opened.secret();
        conversation = opened.conversation();
    }

    /**
     * @param more fields of the agent, each after a comma
     */
    void configured(String more) {
        var draft =
                Json.read("""
                {"slug": "%s", "name": "Expert BTP", "sector": "artisan", "welcome_message": "Bonjour",
                 "placeholder": "Vos travaux", "deployment_modes": ["shared"], "is_whitelabel_enabled": true,
                 "system_prompt": "%s", "model": "fake/m", "collection": "btp-%s"%s}""".formatted(TestTenants.slug(), INSTRUCTIONS, TestTenants.slug(), more), AgentDraft.class);
        wiring.get(AdministerAgents.class).replace(PLATFORM, agent, draft, OptionalInt.empty());
    }

    MessageId write(String text) {
        clock.advance(Duration.ofMillis(1));
        var message = wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage(text, List.of(), null, page), "test")
                .message();
        if (files != null) {
            attach(message, files);
        }
        return message;
    }

    /** Photos alone, as the platform makes a message of them. */
    MessageId sendPhotos() {
        hasFile("bain.png");
        var message = write("photos");
        files = null;
        RealPostgres.<Integer>inTenant(ebp.tenant(), c -> {
            try (var silence = c.prepareStatement("update messages set content = '' where id = ?")) {
                silence.setObject(1, message.value());
                return silence.executeUpdate();
            }
        });
        return message;
    }

    /** As a stored file is known; its bytes are nobody's here. */
    private void attach(MessageId message, String name) {
        RealPostgres.<Integer>inTenant(ebp.tenant(), c -> {
            try (var insert = c.prepareStatement("""
                    insert into files (id, tenant_id, conversation_id, message_id, name, mime_type, size_bytes, sha256,
                                       created_at)
                    values (?, ?, ?, ?, ?, 'image/png', 1, ''::bytea, now())""")) {
                insert.setObject(1, Ids.next());
                insert.setObject(2, ebp.tenant().value());
                insert.setObject(3, conversation.value());
                insert.setObject(4, message.value());
                insert.setString(5, name);
                return insert.executeUpdate();
            }
        });
    }

    /** Another agent, which makes nothing of any message. */
    void understandsNothing() {
        agents.agent = new SectorAgent() {
            @Override
            public String sector() {
                return "artisan";
            }

            @Override
            public Turn answer(TurnRequest request) {
                var excuse = new Turn.Part.Text("Je n'ai pas bien compris.");
                return new Turn(
                        List.of(excuse, new Turn.Part.Text("Quel est votre projet ?")),
                        request.known(),
                        List.of(),
                        Turn.Understanding.NOT_UNDERSTOOD);
            }
        };
    }

    /** What the page says of itself from now on. */
    void pageSays(String text) {
        page = Json.write(Map.of("note", text));
    }

    /** A file of this name comes with the next message. */
    void hasFile(String name) {
        files = name;
    }

    /** Says something, and has it answered. */
    Said says(String text) {
        return answered(write(text));
    }

    Said answered(MessageId message) {
        try {
            var prepared = wiring.get(PrepareTurn.class)
                    .next(ebp, conversation, message)
                    .orElseThrow();
            var answered = wiring.get(TakeTurn.class).take(ebp, prepared, streamed::append);
            wiring.get(ConcludeTurn.class).conclude(ebp, prepared, answered, 0);
            return new Said(message, answered);
        } catch (AskSectorAgent.AgentFailed e) {
            throw new IllegalStateException(e);
        }
    }

    VisitConversation.Progress progress(Said said) {
        return wiring.get(VisitConversation.class).progress(session, said.message(), "test");
    }

    String reply(Said said) {
        return String.valueOf(progress(said).content());
    }

    record Said(MessageId message, Answered answered) {}

    private Wiring wired(Wiring base) {
        var made = base.with(Clock.class, clock)
                .with(Models.class, models)
                .with(KnownAnswers.class, knowledge.answers)
                .with(Retrieval.class, knowledge.retrieval)
                .with(Plugins.class, agents)
                .with(DataSource.class, RealPostgres.application())
                .configured("guichet.files.dir", "target/no-files")
                .configured("guichet.answering.turn-timeout", "PT1S");
        return made.with(SessionContext.class, (SessionContext) Proxy.newProxyInstance(
                SessionContext.class.getClassLoader(), new Class<?>[] {SessionContext.class}, (self, method, with) -> {
                    made.transactions().setRollbackOnly();
                    return null;
                }));
    }

    /** The craftsman's agent as it is shipped. */
    private static final class Artisans extends Plugins {

        private SectorAgent agent = new ArtisanPlugin().sectorAgents().getFirst();

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            return Optional.of(agent);
        }
    }
}
