package io.guichet.conversation;

import io.guichet.agent.DeploymentId;
import io.guichet.conversation.Turns.PendingTurn;
import io.guichet.testing.RealPostgres;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;

import static org.assertj.core.api.Assertions.assertThat;

/** How the words of a reply reach the nodes, by NOTIFY of the real database; the test lets the time pass. */
@ExtendWith(RealPostgres.class)
class DraftsTest {

    private final Deque<Runnable> due = new ArrayDeque<>();
    private final Drafts drafts = new Drafts();
    private final ConversationId conversation = ConversationId.next();
    private final MessageId message = MessageId.next();
    private Connection listening;

    @BeforeEach
    void somebody_listens() throws SQLException {
        drafts.stop();
        drafts.database = RealPostgres.application();
        drafts.teller = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ScheduledExecutorService.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "execute", "schedule" -> {
                        due.add((Runnable) arguments[0]);
                        yield null;
                    }
                    case "isShutdown" -> false;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        listening = RealPostgres.application().getConnection();
        listening.createStatement().execute("listen " + Notices.CHANNEL);
    }

    @AfterEach
    void stop() throws SQLException {
        listening.close();
    }

    @Test
    void the_first_words_go_at_once_and_those_that_follow_wait_for_the_gap_together() throws SQLException {
        var draft = begun();
        draft.write("Bon");
        theTimePasses();
        draft.write("jour");
        draft.write(" !");
        assertThat(told()).containsExactly("Bon");
        theTimePasses();

        assertThat(told()).containsExactly("Bonjour !");
    }

    @Test
    void nothing_is_told_and_nothing_waits_where_nobody_writes() throws SQLException {
        begun().write("Bonjour");
        theTimePasses();
        told();
        theTimePasses();

        assertThat(told()).isEmpty();
        assertThat(due).isEmpty();
    }

    @Test
    void drafts_of_many_conversations_go_together() throws SQLException {
        for (var i = 0; i < 50; i++) {
            drafts.of(turn(ConversationId.next())).write("Bonjour " + i);
        }
        theTimePasses();

        assertThat(due).hasSize(1);
        assertThat(notices()).hasSize(50);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "é", "€", "🛁", "\u0000x"})
    void what_is_too_long_for_a_notice_stays_at_what_has_room(String character) throws SQLException {
        var draft = begun();
        draft.write(character.repeat(10_000));
        theTimePasses();
        draft.write("la suite");
        theTimePasses();

        var whole = character.replace("\0", "").repeat(10_000);
        assertThat(told()).singleElement().satisfies(text -> {
            assertThat(whole).startsWith(text);
            assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(7_497, 7_500);
        });
    }

    @Test
    void half_of_a_character_waits_for_its_other_half() throws SQLException {
        var draft = begun();
        draft.write("bain \uD83D");
        theTimePasses();
        draft.write("\uDEC1");
        theTimePasses();

        assertThat(told()).containsExactly("bain ", "bain 🛁");
    }

    @Test
    void once_the_reply_stands_nothing_of_its_draft_is_told() throws SQLException {
        var draft = begun();
        draft.write("Bonjour");
        draft.replied();
        draft.close();
        draft.write("trop tard");
        theTimePasses();

        assertThat(notices()).isEmpty();
    }

    @Test
    void a_draft_without_a_reply_ends_in_silence() throws SQLException {
        var draft = begun();
        draft.write("Bonjour");
        draft.close();
        draft.close();
        theTimePasses();

        assertThat(notices()).containsExactly(conversation.value() + " silent");
    }

    @Test
    void a_database_that_does_not_answer_stops_nobody() throws SQLException {
        var working = drafts.database;
        drafts.database = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new SQLException("the database is away");
                });
        var draft = begun();
        draft.write("Bon");
        theTimePasses();
        drafts.database = working;
        draft.write("jour");
        theTimePasses();

        assertThat(told()).containsExactly("Bonjour");
    }

    private Draft begun() {
        return drafts.of(turn(conversation));
    }

    private PendingTurn turn(ConversationId of) {
        return new PendingTurn(of, message, "", 0, 0, "{}", 1, "fr", DeploymentId.next(), null, null, null);
    }

    /** All that is due now is done; what that makes due is due the next time. */
    private void theTimePasses() {
        var now = List.copyOf(due);
        due.clear();
        now.forEach(Runnable::run);
    }

    private List<String> told() throws SQLException {
        var beginning = conversation.value() + " draft " + message.value() + " ";
        return notices().stream()
                .map(notice -> notice.substring(beginning.length()))
                .toList();
    }

    /** All that was told before now: a notice of our own comes behind them. */
    private List<String> notices() throws SQLException {
        var end = ConversationId.next().value() + " ended";
        listening.createStatement().execute("select pg_notify('" + Notices.CHANNEL + "', '" + end + "')");
        var all = new ArrayList<String>();
        while (!all.contains(end)) {
            for (var notice : listening.unwrap(PGConnection.class).getNotifications(10_000)) {
                all.add(notice.getParameter());
            }
        }
        all.remove(end);
        return all;
    }

    @Test
    void a_pool_that_fails_in_its_own_way_stops_nobody_either() throws SQLException {
        var working = drafts.database;
        drafts.database = (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("the pool is being closed");
                });
        var draft = begun();
        draft.write("Bon");
        theTimePasses();
        drafts.database = working;
        draft.write("jour");
        theTimePasses();

        assertThat(told()).containsExactly("Bonjour");
    }
}
