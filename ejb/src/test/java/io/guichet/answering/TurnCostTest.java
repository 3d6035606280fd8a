package io.guichet.answering;

import io.guichet.conversation.MessageId;
import io.guichet.testing.CountedStatements;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Wiring;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What a turn asks of the database, statement by statement: a contact waits for each of them. */
@ExtendWith(RealPostgres.class)
class TurnCostTest {

    private final CountedStatements counted = new CountedStatements();
    private final TurnFixture fixture = new TurnFixture(Wiring.over(counted.database()));

    @BeforeEach
    void a_conversation_that_goes_on() {
        fixture.models.says("Oui, bien sûr.");
        fixture.says("Vous travaillez aussi le samedi ?");
    }

    // The first statement of each says whose transaction it is.

    @Test
    void a_message_is_taken_by_nine_questions_and_its_mark() {
        var message = fixture.write("Et le dimanche ?");

        counted.forget();
        prepared(message);

        assertThat(counted.asked())
                .containsExactly(
                        "select set_config(?, ?, true)",
                        "select messages",
                        "update messages",
                        "select cast(pg_notify(?, ?) as text)",
                        "select conversations",
                        "select messages",
                        "select agent_deployments",
                        "select tenants",
                        "select price_books",
                        "select tenants",
                        "select orders");
    }

    @Test
    void what_a_model_is_told_besides_takes_four_questions() throws Exception {
        var prepared = prepared(fixture.write("Et le dimanche ?"));

        counted.forget();
        taken(prepared);

        assertThat(counted.asked())
                .containsExactly(
                        "select set_config(?, ?, true)",
                        "select agent_deployments",
                        "select messages",
                        "select pre_quotes",
                        "select agent_deployments");
    }

    @Test
    void a_reply_is_two_rows_and_what_changes_with_them() throws Exception {
        var prepared = prepared(fixture.write("Et le dimanche ?"));
        var answered = taken(prepared);

        counted.forget();
        fixture.wiring.get(ConcludeTurn.class).conclude(fixture.ebp, prepared, answered, 0);

        assertThat(counted.asked())
                .containsExactlyElementsOf(List.of(
                        "select set_config(?, ?, true)",
                        "update conversations",
                        "select support_settings",
                        "update conversations",
                        "select conversations",
                        "select conversations",
                        "insert messages",
                        "update messages",
                        "select cast(pg_notify(?, ?) as text)",
                        "insert turn_traces"));
    }

    private PrepareTurn.Prepared prepared(MessageId message) {
        return fixture.wiring
                .get(PrepareTurn.class)
                .next(fixture.ebp, fixture.conversation, message)
                .orElseThrow();
    }

    private Answered taken(PrepareTurn.Prepared prepared) throws AskSectorAgent.AgentFailed {
        return fixture.wiring.get(TakeTurn.class).take(fixture.ebp, prepared, words -> {});
    }
}
