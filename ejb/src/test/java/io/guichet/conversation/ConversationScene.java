package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.Turns.PendingTurn;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.SampleFiles;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A tenant, its deployment and a visitor who has just come. */
@ExtendWith(RealPostgres.class)
class ConversationScene {

    @TempDir
    Path folder;

    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");

    Wiring wiring;
    ReceiveMessage receive;
    Turns turns;
    Files files;
    VisitConversation visit;
    Conversations conversations;
    CallContext ebp;
    DeploymentView deployment;
    Token session;
    ConversationId conversation;

    @BeforeEach
    void a_visitor() {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.files.dir", folder.toString());
        receive = wiring.get(ReceiveMessage.class);
        turns = wiring.get(Turns.class);
        files = wiring.get(Files.class);
        visit = wiring.get(VisitConversation.class);
        conversations = wiring.get(Conversations.class);
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
        var opened = TestAgents.aVisitor(wiring, deployment);
        session = opened.secret();
        conversation = opened.conversation();
    }

    ReceiveMessage.Received write(String text) {
        return write(text, null, List.of());
    }

    ReceiveMessage.Received write(String text, @Nullable String key, List<FileId> named) {
        return receive.receive(session, new NewMessage(text, named, key, null), "test");
    }

    Files.FileView photo() {
        return files.receive(session, "photo.jpg", () -> SampleFiles.of("jpg"), null, "test");
    }

    PendingTurn next(MessageId upTo) {
        return turns.next(ebp, conversation, upTo).orElseThrow();
    }

    String status() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement()
                    .executeQuery("select status || ' ' || coalesce(status_reason, 'null') from conversations");
            row.next();
            return row.getString(1);
        });
    }

    List<String> scheduled(String type) {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<String>();
            var query = c.prepareStatement("select task_instance, task_data from scheduled_tasks where task_name = ?"
                    + " and convert_from(task_data, 'UTF8') like ?");
            query.setString(1, type);
            query.setString(2, "%" + ebp.tenant().value() + "%");
            var rows = query.executeQuery();
            while (rows.next()) {
                var data = io.guichet.kernel.Json.tree(
                        new String(rows.getBytes(2), java.nio.charset.StandardCharsets.UTF_8));
                found.add(rows.getString(1) + " " + data.get("subject").asText());
            }
            return found;
        });
    }

    void sql(String update) {
        RealPostgres.inTenant(ebp.tenant(), c -> c.createStatement().executeUpdate(update));
    }

    static void assertProblem(ProblemCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
