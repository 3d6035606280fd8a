package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Streams.Notice;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Token;
import io.guichet.tenancy.MemberRemoved;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
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
    private String key;
    private ConversationId conversation;

    @BeforeEach
    void a_node_that_listens() throws InterruptedException {
        ebp = TestTenants.aTenant(wiring);
        DeploymentView deployment = TestAgents.aDeployment(wiring, ebp);
        key = deployment.key();
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

    @Test
    void every_kind_of_notice_is_understood() throws InterruptedException {
        var message = MessageId.next();
        wiring.inTenant(ebp, () -> {
            notices.ended(List.of(conversation.value(), ConversationId.next().value()));
            return true;
        });
        say(Notices.draft(conversation, message, "Bonjour, que  voulez-vous ? "));
        say(Notices.silent(conversation));

        assertThat(next()).isEqualTo(new Notice.Ended());
        assertThat(next()).isEqualTo(new Notice.Drafted(message, "Bonjour, que  voulez-vous ? "));
        assertThat(next()).isEqualTo(new Notice.Silent());
    }

    @Test
    void what_nobody_understands_ends_nothing() throws InterruptedException {
        say("");
        say(conversation.value() + " shouting");
        say(conversation.value() + " message of nobody");
        tell();

        assertThat(next()).isEqualTo(new Notice.Typing());
    }

    @Test
    void however_many_follow_one_connection_listens_and_asks_the_database_nothing() throws InterruptedException {
        var others = new LinkedBlockingQueue<Notice>();
        for (var i = 0; i < 2_000; i++) {
            streams.subscribe(ConversationId.next(), others::add);
        }
        var before = listeners();
        tell();

        assertThat(next()).isEqualTo(new Notice.Typing());
        // Those of earlier tests may end meanwhile.
        assertThat(before)
                .isNotEmpty()
                .containsAll(listeners())
                .allSatisfy(listener -> assertThat(listener).endsWith("listen " + Notices.CHANNEL));
        // When the node begins to listen, all are told that they may have missed something.
        assertThat(others).doesNotContain(new Notice.Typing());
    }

    @Test
    void those_who_follow_are_told_when_their_session_is_ended_before_its_time() throws InterruptedException {
        var durant = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        var revoked = follows("DUR-001");
        var removed = follows("DUR-001");
        wiring.get(Links.class).revoke(ebp, revoked.link());

        assertThat(revoked.next()).isEqualTo(new Notice.Ended());
        wiring.inTenant(ebp, () -> {
            wiring.get(EndWithMember.class).removed(new MemberRemoved(ebp, durant.id()));
            return true;
        });

        assertThat(removed.next()).isEqualTo(new Notice.Ended());
        assertThat(revoked.heard()).isEmpty();
    }

    private Follower follows(String craftsman) {
        var link = wiring.get(Links.class).create(ebp, new Links.NewLink(key, craftsman, null, null), null);
        var opened = wiring.get(OpenSession.class).byLink(new Token(link.sessionToken()), "fr", "test");
        var heard = new LinkedBlockingQueue<Notice>();
        streams.subscribe(opened.conversation(), heard::add);
        return new Follower(LinkId.parse(link.id()).orElseThrow(), heard);
    }

    /** What the listening connections of this node asked last, and when. */
    private List<String> listeners() {
        return RealPostgres.inTenant(ebp.tenant(), connection -> {
            try (var rows = connection
                    .createStatement()
                    .executeQuery("select pid || ' ' || query_start || ' ' || query from pg_stat_activity"
                            + " where application_name = 'guichet-streams' order by pid")) {
                var all = new ArrayList<String>();
                while (rows.next()) {
                    all.add(rows.getString(1));
                }
                return all;
            }
        });
    }

    private void say(String payload) {
        RealPostgres.<Boolean>inTenant(ebp.tenant(), connection -> {
            try (var tell = connection.prepareStatement("select pg_notify(?, ?)")) {
                tell.setString(1, Notices.CHANNEL);
                tell.setString(2, payload);
                return tell.execute();
            }
        });
    }

    private void tell() {
        wiring.inTenant(ebp, () -> {
            notices.typing(conversation);
            return true;
        });
    }

    private Notice next() throws InterruptedException {
        return next(heard);
    }

    private static Notice next(BlockingQueue<Notice> heard) throws InterruptedException {
        var notice = heard.poll(10, TimeUnit.SECONDS);
        assertThat(notice).as("a notice within ten seconds").isNotNull();
        return notice;
    }

    private record Follower(LinkId link, BlockingQueue<Notice> heard) {
        Notice next() throws InterruptedException {
            return StreamsTest.next(heard);
        }
    }
}
