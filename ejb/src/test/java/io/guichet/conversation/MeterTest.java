package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.billing.Metric;
import io.guichet.billing.Reconciliation;
import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What visitors say counts, and what is one too many is not kept. */
@ExtendWith(RealPostgres.class)
class MeterTest {

    private static final byte[] PDF = SampleFiles.of("pdf");

    @TempDir
    Path folder;

    private final MovingClock clock = new MovingClock("2026-11-30T22:00:00Z");

    private Wiring wiring;
    private ReceiveMessage receive;
    private VisitConversation visit;
    private CallContext ebp;
    private DeploymentView deployment;
    private Token session;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        receive = wiring.get(ReceiveMessage.class);
        visit = wiring.get(VisitConversation.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        session = TestAgents.aVisitor(wiring, deployment).secret();
    }

    @Test
    void a_session_counts_when_its_first_message_arrives_and_messages_each() {
        assertThat(used(Metric.SESSIONS)).isZero();

        write(session, null);
        write(session, null);

        assertThat(used(Metric.SESSIONS)).isEqualTo(1);
        assertThat(used(Metric.MESSAGES)).isEqualTo(2);
    }

    @Test
    void two_first_messages_at_once_are_one_session() throws Exception {
        write(TestAgents.aVisitor(wiring, deployment).secret(), null);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<Object>) () -> write(session, null))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                call.get();
            }
        }

        assertThat(used(Metric.SESSIONS)).isEqualTo(2);
        assertThat(used(Metric.MESSAGES)).isEqualTo(7);
    }

    @Test
    void a_conversation_that_goes_on_in_the_next_month_is_no_new_session() {
        write(session, null);
        clock.advance(Duration.ofHours(2));
        write(session, null);

        assertThat(used(Metric.SESSIONS)).isZero();
        assertThat(used(Metric.MESSAGES)).isEqualTo(1);
    }

    @Test
    void a_replay_counts_nothing_also_when_all_is_used() {
        own("max_messages_month = 1");
        var first = write(session, "key");

        assertThat(write(session, "key").message()).isEqualTo(first.message());
        assertThat(used(Metric.MESSAGES)).isEqualTo(1);
    }

    @Test
    void a_refused_message_leaves_nothing_and_what_was_said_can_be_read() {
        own("max_messages_month = 1");
        write(session, null);

        assertExceeded(() -> write(session, "later"));

        assertThat(visit.messages(session, null, "test")).hasSize(1);
        assertThat(new DueWork(wiring.get(AnswerPhotos.class), clock).waiting(ebp))
                .isEmpty();
        assertThat(scheduledAnswers()).isEqualTo(1);
        clock.advance(Duration.ofHours(1));
        assertThat(write(session, "later")).isNotNull();
    }

    @Test
    void a_visitor_whose_session_is_one_too_many_opens_the_page_and_is_told_when_he_writes() {
        own("max_sessions_month = 1");
        write(session, null);
        var second = TestAgents.aVisitor(wiring, deployment).secret();

        assertExceeded(() -> write(second, null));

        assertThat(write(session, null)).isNotNull();
        assertThat(used(Metric.SESSIONS)).isEqualTo(1);
        assertThat(used(Metric.MESSAGES)).isEqualTo(2);
    }

    @Test
    void a_deployment_has_its_own_limit_of_a_day() {
        var other = TestAgents.aDeployment(wiring, ebp);
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement()
                        .executeUpdate(
                                "update agent_deployments set max_sessions_day = 1, max_messages_day = 2 where id = '"
                                        + deployment.id().value() + "'"));
        write(session, null);
        assertExceeded(() -> write(TestAgents.aVisitor(wiring, deployment).secret(), null));
        write(session, null);
        assertExceeded(() -> write(session, null));

        assertThat(write(TestAgents.aVisitor(wiring, other).secret(), null)).isNotNull();
        clock.advance(Duration.ofHours(2));
        assertThat(write(session, null)).isNotNull();
    }

    @Test
    void photos_without_a_word_count_and_wait_where_all_is_used() throws Exception {
        own("max_messages_month = 1");
        write(session, null);
        wiring.get(Files.class).receive(session, "plan.pdf", () -> PDF, null, "test");
        clock.advance(Duration.ofSeconds(30));

        assertThat(new DueWork(wiring.get(AnswerPhotos.class), clock).run(ebp)).containsExactly(WorkOutcome.DONE);

        assertThat(used(Metric.MESSAGES)).isEqualTo(1);
        assertThat(visit.messages(session, null, "test")).hasSize(1);
        clock.advance(Duration.ofHours(1));
        write(session, null);
        assertThat(visit.messages(session, null, "test").getLast().files()).hasSize(1);
    }

    @Test
    void what_was_said_and_what_was_counted_agree() {
        write(session, null);
        write(session, null);
        clock.advance(Duration.ofHours(3));
        write(TestAgents.aVisitor(wiring, deployment).secret(), null);

        assertThat(wiring.get(Reconciliation.class).check(ebp)).isEmpty();
    }

    private ReceiveMessage.Received write(Token from, @Nullable String key) {
        return receive.receive(from, new NewMessage("Bonjour", List.of(), key, null), "test");
    }

    private long used(Metric metric) {
        return wiring.get(UsageFigures.class).current(ebp).metrics().stream()
                .filter(line -> line.metric() == metric)
                .mapToLong(UsageView.Line::used)
                .sum();
    }

    private void own(String limits) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate("update tenants set " + limits));
    }

    private long scheduledAnswers() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            try (var rows = c.createStatement().executeQuery("""
                    select count(*) from scheduled_tasks t join messages m
                        on t.task_instance = 'msg_' || replace(m.id::text, '-', '')
                     where t.task_name = 'conversation.answer'""")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static void assertExceeded(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.QUOTA_EXCEEDED));
    }
}
