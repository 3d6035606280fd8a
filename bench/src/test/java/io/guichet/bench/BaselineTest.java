package io.guichet.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The baseline is worth nothing when it does something else than the platform. */
class BaselineTest {

    private static final Path CONTEXTS = Path.of("..", "ejb", "src", "main", "java", "io", "guichet");

    @ParameterizedTest
    @CsvSource({
        "OPEN, conversation/Sessions.java",
        "INSERT, conversation/ReceiveMessage.java",
        "FILES, conversation/ReceiveMessage.java"
    })
    void the_baseline_runs_the_statement_of_the_platform(String statement, String source) throws Exception {
        var sql = (String) Baseline.class.getDeclaredField(statement).get(null);

        assertThat(normal(source(source))).contains(normal(sql));
    }

    @Test
    void the_answer_is_asked_for_by_the_statement_of_the_platform() throws IOException {
        assertThat(normal(source("conversation/VisitConversation.java"))).contains(normal(StatusBaseline.PROGRESS));
    }

    @Test
    void whether_a_page_may_show_a_deployment_is_asked_by_the_statement_of_the_platform() throws IOException {
        assertThat(normal(source("agent/Deployments.java"))).contains(normal(InitBaseline.DOMAINS));
    }

    @Test
    void what_counts_requests_runs_the_statement_of_the_platform() throws IOException {
        assertThat(normal(source("throttle/SharedWindows.java"))).contains(normal(Counter.TAKE));
    }

    @Test
    void a_unit_is_taken_by_the_statement_of_the_platform() throws Exception {
        assertThat(normal(source("billing/QuotaStatement.java"))).contains(normal(TakeStatement.TAKE));
    }

    /** The platform writes the lane's table into the statement. */
    @Test
    void the_baseline_schedules_an_answer_as_the_platform_does() throws Exception {
        var table = "insert into scheduled_tasks ";

        assertThat(Baseline.WORK).startsWith(table.strip());
        assertThat(source("work/Lane.java")).contains("ANSWERS(\"scheduled_tasks\")");
        assertThat(normal(source("work/Work.java")))
                .contains(normal(Baseline.WORK).substring(table.length()));
    }

    private static String source(String file) throws IOException {
        return Files.readString(CONTEXTS.resolve(file));
    }

    /** Named parameters are question marks, and white space does not count. */
    private static String normal(String text) {
        return text.replaceAll("(?<![:\\w]):[a-z]\\w*", "?").replaceAll("\\s+", " ");
    }
}
