package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.testing.CountedStatements;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What visitors ask of the database, statement by statement: a page does this thousands of times. */
@ExtendWith(RealPostgres.class)
class VisitCostTest {

    private final CountedStatements counted = new CountedStatements();
    private final Wiring wiring = Wiring.over(counted.database()).configured("guichet.files.dir", "target/no-files");
    private final VisitConversation visit = wiring.get(VisitConversation.class);

    private DeploymentView deployment;

    @BeforeEach
    void a_deployment() {
        deployment = TestAgents.aDeployment(wiring, TestTenants.aTenant(wiring));
    }

    @Test
    void a_conversation_is_opened_on_a_page_by_four_questions_and_two_rows() {
        counted.forget();
        TestAgents.aVisitor(wiring, deployment);

        assertThat(counted.asked())
                .containsExactly(
                        "select open_deployment(?)",
                        "select agent_deployments",
                        "select allowed_domains",
                        "select tenants",
                        "insert conversations",
                        "insert sessions");
    }

    @Test
    void how_far_an_answer_has_come_is_one_question_behind_the_session() {
        var opened = TestAgents.aVisitor(wiring, deployment);
        var message = wiring.get(ReceiveMessage.class)
                .receive(opened.secret(), new NewMessage("Bonjour", List.of(), null, null), "test")
                .message();
        counted.forget();
        visit.progress(opened.secret(), message, "test");

        assertThat(counted.asked()).containsExactly("select open_session", "select messages");
    }

    @Test
    void a_stream_begins_with_two_questions_and_reads_nothing_where_nothing_was_said() {
        var opened = TestAgents.aVisitor(wiring, deployment);
        counted.forget();
        visit.follow(opened.secret(), null, "test");
        assertThat(counted.asked()).containsExactly("select open_session", "select sessions");
        counted.forget();
        visit.messages(opened.secret(), null, "test");

        assertThat(counted.asked()).containsExactly("select open_session", "select messages");
    }
}
