package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Streams.Notice;
import io.guichet.kernel.CallContext;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a stream is told, by LISTEN and NOTIFY of the real database. */
@ExtendWith(RealPostgres.class)
class StreamsTest {

    private final Wiring wiring = new Wiring().configured("guichet.files.dir", "target/no-files");
    private final Notices notices = wiring.get(Notices.class);
    private final Streams streams = new Streams();
    private final BlockingQueue<Notice> heard = new LinkedBlockingQueue<>();

    private CallContext ebp;
    private ConversationId conversation;

    @BeforeEach
    void a_node_that_listens() throws InterruptedException {
        ebp = TestTenants.aTenant(wiring);
        DeploymentView deployment = TestAgents.aDeployment(wiring, ebp);
        conversation = TestAgents.aVisitor(wiring, deployment).conversation();
        streams.url = RealPostgres.url();
        streams.user = RealPostgres.APPLICATION;
        streams.password = RealPostgres.APPLICATION;
        streams.threads = (ManagedThreadFactory) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ManagedThreadFactory.class},
                (proxy, method, arguments) -> {
                    var thread = new Thread((Runnable) arguments[0], "streams");
                    thread.setDaemon(true);
                    return thread;
                });
        streams.subscribe(conversation, heard::add);
        streams.start();
        assertThat(next()).isEqualTo(new Notice.Missed());
    }

    @AfterEach
    void stop() {
        streams.stop();
    }

    @Test
    void what_happens_in_a_conversation_is_told_with_the_commit() throws InterruptedException {
        var message = MessageId.next();
        wiring.inTenant(ebp, () -> {
            notices.typing(conversation);
            notices.message(conversation, message);
            return true;
        });

        assertThat(next()).isEqualTo(new Notice.Typing());
        assertThat(next()).isEqualTo(new Notice.MessageArrived(message));
    }

    @Test
    void what_was_rolled_back_or_happens_elsewhere_is_not_told() throws InterruptedException {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    notices.message(conversation, MessageId.next());
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        var message = MessageId.next();
        wiring.inTenant(ebp, () -> {
            notices.typing(ConversationId.next());
            notices.message(conversation, message);
            return true;
        });

        assertThat(next()).isEqualTo(new Notice.MessageArrived(message));
    }

    @Test
    void a_stream_that_fails_silences_no_other() throws InterruptedException {
        var failing = streams.subscribe(conversation, notice -> {
            throw new IllegalStateException("closed");
        });
        var second = new LinkedBlockingQueue<Notice>();
        streams.subscribe(conversation, second::add);
        tell();

        assertThat(next()).isInstanceOf(Notice.Typing.class);
        assertThat(second.poll(10, TimeUnit.SECONDS)).isInstanceOf(Notice.Typing.class);
        failing.run();
    }

    @Test
    void whoever_left_hears_nothing_more() throws InterruptedException {
        var left = new LinkedBlockingQueue<Notice>();
        streams.subscribe(conversation, left::add).run();
        tell();

        assertThat(next()).isInstanceOf(Notice.Typing.class);
        assertThat(left).isEmpty();
    }

    private void tell() {
        wiring.inTenant(ebp, () -> {
            notices.typing(conversation);
            return true;
        });
    }

    private Notice next() throws InterruptedException {
        var notice = heard.poll(10, TimeUnit.SECONDS);
        assertThat(notice).as("a notice within ten seconds").isNotNull();
        return notice;
    }
}
