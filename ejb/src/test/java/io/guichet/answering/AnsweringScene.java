package io.guichet.answering;

import io.guichet.answering.models.Models;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.MessageView;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.VisitConversation;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.knowledge.KnownAnswers;
import io.guichet.knowledge.Retrieval;
import io.guichet.plugin.Plugins;
import io.guichet.quote.PreQuotes;
import io.guichet.quote.PricedPreQuote;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import jakarta.ejb.SessionContext;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** A visitor of a deployment whose agent a test speaks for; messages are answered by {@link AnswerMessage} on PostgreSQL. */
final class AnsweringScene {

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final FakePlugins plugins = new FakePlugins();
    final FakeModels models = new FakeModels();
    final Wiring wiring = wired();
    final AnswerMessage answer = wiring.get(AnswerMessage.class);
    private final VisitConversation visit = wiring.get(VisitConversation.class);

    final CallContext ebp;
    final Token session;
    final ConversationId conversation;

    AnsweringScene() {
        ebp = TestTenants.aTenant(wiring);
        var opened = TestAgents.aVisitor(wiring, ebp);
        session = opened.secret();
        conversation = opened.conversation();
    }

    MessageId write(String text) {
        clock.advance(Duration.ofMillis(1));
        return wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage(text, List.of(), null, null), "test")
                .message();
    }

    /** Answers what is due. */
    List<WorkOutcome> work() {
        return due().run(ebp);
    }

    boolean waits() {
        return !due().waiting(ebp).isEmpty();
    }

    private DueWork due() {
        return new DueWork(answer, clock);
    }

    VisitConversation.Progress progress(MessageId message) {
        return visit.progress(session, message, "test");
    }

    List<MessageView> messages() {
        return visit.messages(session, null, "test");
    }

    /** What was told of its turns. */
    List<TurnTaken> told() {
        return wiring.told().of(TurnTaken.class);
    }

    ConversationView view() {
        return wiring.get(Conversations.class).get(ebp, conversation);
    }

    Optional<PricedPreQuote> preQuote() {
        return wiring.get(PreQuotes.class).latest(ebp, conversation);
    }

    static Turn saying(String text) {
        return new Turn(List.of(new Turn.Part.Text(text)), Facts.NONE, List.of());
    }

    static Turn proposing(String code, String quantity, Turn.Action... more) {
        var actions = new ArrayList<Turn.Action>(List.of(more));
        actions.add(new Turn.Action.ProposePreQuote(new PreQuoteDraft(
                "renovation_salle_de_bain",
                "Refaire ma salle de bain",
                new BigDecimal("8"),
                List.of("carrelage_sol"),
                List.of(new PreQuoteDraft.Line(code, new BigDecimal(quantity))),
                Dwelling.UNKNOWN)));
        return new Turn(List.of(new Turn.Part.Text("Voici :"), new Turn.Part.PreQuote()), Facts.NONE, actions);
    }

    private Wiring wired() {
        var made = new Wiring()
                .with(Clock.class, clock)
                .with(Plugins.class, plugins)
                .with(Models.class, models)
                .with(KnownAnswers.class, new FakeKnowledge.FakeAnswers())
                .with(Retrieval.class, new FakeKnowledge.FakeRetrieval())
                .with(DataSource.class, RealPostgres.application())
                .configured("guichet.files.dir", "target/no-files")
                .configured("guichet.answering.agent-timeout", "PT0.3S");
        return made.with(SessionContext.class, rollingBack(made));
    }

    private static SessionContext rollingBack(Wiring made) {
        return (SessionContext) Proxy.newProxyInstance(
                SessionContext.class.getClassLoader(),
                new Class<?>[] {SessionContext.class},
                (p, method, arguments) -> {
                    if (!method.getName().equals("setRollbackOnly")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    made.transactions().setRollbackOnly();
                    return null;
                });
    }

    /** One agent, of the sector artisan, that a test speaks for. */
    static final class FakePlugins extends Plugins {

        final List<TurnRequest> asked = new ArrayList<>();
        private volatile @Nullable Function<TurnRequest, @Nullable Turn> answers;

        /** How it answers from now on; null where no plugin offers it. */
        void answers(@Nullable Function<TurnRequest, @Nullable Turn> with) {
            answers = with;
        }

        @Override
        public Optional<SectorAgent> sectorAgent(String sector) {
            var now = answers;
            return now == null || !sector.equals("artisan")
                    ? Optional.empty()
                    : Optional.of(new SectorAgent() {
                        @Override
                        public String sector() {
                            return sector;
                        }

                        @Override
                        public Turn answer(TurnRequest request) {
                            asked.add(request);
                            return now.apply(request);
                        }
                    });
        }
    }
}
