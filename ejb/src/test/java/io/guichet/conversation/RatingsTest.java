package io.guichet.conversation;

import io.guichet.conversation.Ratings.NewRating;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class RatingsTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final Ratings ratings = wiring.get(Ratings.class);

    private CallContext ebp;
    private Token session;
    private Token elsewhere;
    private ConversationId conversation;

    @BeforeEach
    void a_visitor_with_two_browsers() {
        ebp = TestTenants.aTenant(wiring);
        var deployment = TestAgents.aDeployment(wiring, ebp);
        var link = wiring.get(Links.class)
                .create(ebp, new Links.NewLink(deployment.key(), null, null, null, null, null, null), null);
        var open = wiring.get(OpenSession.class);
        var opened = open.byLink(new Token(link.sessionToken()), "fr", "test");
        session = opened.secret();
        elsewhere = open.byLink(new Token(link.sessionToken()), "fr", "test").secret();
        conversation = opened.conversation();
    }

    @Test
    void a_visitor_says_how_it_was_and_may_change_his_mind() {
        write();
        assertThat(ratings.ofSession(session, "test")).isEmpty();

        assertThat(rate(session, 2, " Trop long ").comment()).isEqualTo("Trop long");
        clock.advance(Duration.ofMinutes(1));
        var changed = rate(session, 4, null);

        assertThat(changed.score()).isEqualTo(4);
        assertThat(changed.comment()).isNull();
        assertThat(changed.updatedAt()).isAfter(changed.createdAt());
        assertThat(ratings.of(ebp, conversation)).contains(changed);
        assertThat(ratings.ofSession(elsewhere, "test")).contains(changed);
    }

    @Test
    void whoever_opens_it_elsewhere_does_not_change_it() {
        write();
        rate(session, 5, null);

        assertProblem(ProblemCode.CONFLICT, () -> rate(elsewhere, 1, null));
        assertThat(ratings.of(ebp, conversation))
                .hasValueSatisfying(r -> assertThat(r.score()).isEqualTo(5));
    }

    @Test
    void nothing_is_rated_before_something_was_said() {
        assertProblem(ProblemCode.CONFLICT, () -> rate(session, 5, null));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 6, Integer.MAX_VALUE})
    void there_are_five_marks(int score) {
        write();

        assertProblem(ProblemCode.INVALID_FIELDS, () -> rate(session, score, null));
    }

    @Test
    void a_mark_is_needed_and_a_comment_has_an_end() {
        write();

        assertProblem(ProblemCode.INVALID_FIELDS, () -> rate(session, null, "Bien"));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> rate(session, 5, "x".repeat(1_001)));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> rate(session, 5, "a\u0007"));
        assertProblem(ProblemCode.INVALID_SESSION, () -> rate(Token.random("sess_"), 5, null));
    }

    @Test
    void another_tenant_does_not_read_it() {
        write();
        rate(session, 5, null);
        var sage = TestTenants.aTenant(wiring);

        assertProblem(ProblemCode.CONVERSATION_NOT_FOUND, () -> ratings.of(sage, conversation));
    }

    private Ratings.RatingView rate(Token who, @Nullable Integer score, @Nullable String comment) {
        return ratings.rate(who, new NewRating(score, comment), "test");
    }

    private void write() {
        wiring.get(ReceiveMessage.class).receive(session, new NewMessage("Bonjour", List.of(), null, null), "test");
    }

    private static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
