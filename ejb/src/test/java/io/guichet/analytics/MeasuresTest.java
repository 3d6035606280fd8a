package io.guichet.analytics;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.HandOvers;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Ratings;
import io.guichet.conversation.Ratings.NewRating;
import io.guichet.conversation.ReceiveMessage;
import io.guichet.conversation.ReceiveMessage.NewMessage;
import io.guichet.conversation.SpeakAsPerson;
import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.conversation.Turns;
import io.guichet.conversation.Turns.Reply;
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
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class MeasuresTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Wiring wiring =
            new Wiring().with(Clock.class, clock).configured("guichet.files.dir", "target/no-files");
    private final Measures measures = wiring.get(Measures.class);

    private CallContext ebp;
    private DeploymentView deployment;

    @BeforeEach
    void a_deployment() {
        ebp = TestTenants.aTenant(wiring);
        deployment = TestAgents.aDeployment(wiring, ebp);
    }

    @Test
    void a_day_tells_how_many_how_fast_and_how_it_was() {
        answered(Duration.ofMillis(100), null, 5);
        answered(Duration.ofMillis(300), null, 4);
        var called = answered(Duration.ofMillis(200), "anger", null);
        clock.advance(Duration.ofSeconds(90));
        wiring.get(SpeakAsPerson.class).say(ebp, called, new NewWords("Bonjour", null), null);

        assertThat(read(null, null, null)).singleElement().satisfies(row -> {
            assertThat(row.day()).isEqualTo(LocalDate.parse("2026-11-02"));
            assertThat(row.deployment()).isEqualTo("Expert BTP");
            assertThat(row.deploymentId()).isEqualTo(deployment.id().toString());
            assertThat(row.agent()).isEqualTo("Expert BTP");
            assertThat(row.conversations()).isEqualTo(3);
            assertThat(row.resolved()).isEqualTo(2);
            assertThat(row.handOvers()).isEqualTo(1);
            assertThat(row.handOverReasons()).isEqualTo(Map.of("anger", 1L));
            assertThat(row.responseMedianMs()).isEqualTo(200);
            assertThat(row.responseP90Ms()).isEqualTo(280);
            assertThat(row.personMedianS()).isEqualTo(90);
            assertThat(row.ratings()).isEqualTo(2);
            assertThat(row.ratingAverage()).isEqualTo(4.5);
        });
    }

    @Test
    void what_nothing_was_measured_for_is_absent() {
        var opened = TestAgents.aVisitor(wiring, deployment);
        write(opened.secret());

        assertThat(read(null, null, null)).singleElement().satisfies(row -> {
            assertThat(row.conversations()).isEqualTo(1);
            assertThat(row.responseMedianMs()).isNull();
            assertThat(row.ratingAverage()).isNull();
            assertThat(row.handOverReasons()).isEmpty();
        });
    }

    @Test
    void a_day_begins_at_midnight_of_the_tenant() {
        // 23:30 in Paris, then 0:30 of the next day.
        clock.advance(Duration.ofMinutes(14 * 60 + 30));
        answered(Duration.ofMillis(10), null, null);
        clock.advance(Duration.ofHours(1));
        answered(Duration.ofMillis(10), null, null);

        assertThat(read(null, null, null))
                .extracting(row -> row.day().toString())
                .containsExactly("2026-11-02", "2026-11-03");
        assertThat(read(LocalDate.parse("2026-11-03"), LocalDate.parse("2026-11-03"), null))
                .hasSize(1);
    }

    @Test
    void one_deployment_is_told_from_others_and_another_tenant_sees_nothing() {
        answered(Duration.ofMillis(10), null, null);

        assertThat(read(null, null, deployment.key())).hasSize(1);
        assertThat(read(null, null, "dpl_another")).isEmpty();
        assertThat(measures.read(TestTenants.aTenant(wiring), new MeasuresRequest(null, null, deployment.key())))
                .isEmpty();
    }

    @Test
    void days_are_in_order_and_not_too_many() {
        var day = LocalDate.parse("2026-11-02");

        assertThatThrownBy(() -> read(day, day.minusDays(1), null)).satisfies(MeasuresTest::isFaulty);
        assertThatThrownBy(() -> read(day, day.plusDays(93), null)).satisfies(MeasuresTest::isFaulty);
        assertThatThrownBy(() -> read(LocalDate.of(1, 1, 1), LocalDate.of(1, 1, 2), null))
                .satisfies(MeasuresTest::isFaulty);
        assertThat(read(day, day.plusDays(92), null)).isEmpty();
    }

    @Test
    void conversations_of_the_stretch_are_found_by_an_index_whatever_else_there_is() {
        var plan = RealPostgres.inTenant(ebp.tenant(), connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set local enable_seqscan = off");
                try (var rows = statement.executeQuery("explain "
                        + Measures.ROWS
                                .replace(":tenant", "'" + ebp.tenant().value() + "'::uuid")
                                .replace(":zone", "'Europe/Paris'")
                                .replace(":from", "timestamptz '2026-11-01'")
                                .replace(":until", "timestamptz '2026-11-02'")
                                .replace(":deployment", "null"))) {
                    var lines = Stream.<String>builder();
                    while (rows.next()) {
                        lines.add(rows.getString(1));
                    }
                    return lines.build().collect(Collectors.joining("\n"));
                }
            }
        });

        assertThat(plan).contains("conversations_started").doesNotContain("Seq Scan on messages");
    }

    @Test
    void a_spreadsheet_gets_a_line_for_each_row_and_no_formula() {
        var row = new MeasuresRow(
                LocalDate.parse("2026-11-02"),
                "agt_1",
                "=1+1",
                "dep_1",
                "Salle, \"bain\"",
                3,
                2,
                2,
                Map.of("keyword", 1L, "anger", 1L),
                200L,
                null,
                90L,
                0,
                null);

        assertThat(MeasuresCsv.write(List.of(row)))
                .isEqualTo(
                        "day,agent_id,agent,deployment_id,deployment,conversations,resolved,hand_overs,"
                                + "hand_over_reasons,response_median_ms,response_p90_ms,person_median_s,ratings,rating_average\r\n"
                                + "2026-11-02,agt_1,'=1+1,dep_1,\"Salle, \"\"bain\"\"\",3,2,2,anger=1 keyword=1,200,,90,0,\r\n");
    }

    private static void isFaulty(Throwable thrown) {
        assertThat(((GuichetException) thrown).code()).isEqualTo(ProblemCode.INVALID_FIELDS);
    }

    private List<MeasuresRow> read(@Nullable LocalDate from, @Nullable LocalDate to, @Nullable String key) {
        return measures.read(ebp, new MeasuresRequest(from, to, key));
    }

    private ConversationId answered(Duration after, @Nullable String handOver, @Nullable Integer score) {
        var opened = TestAgents.aVisitor(wiring, deployment);
        var message = write(opened.secret());
        var turns = wiring.get(Turns.class);
        var turn = turns.next(ebp, opened.conversation(), message).orElseThrow();
        clock.advance(after);
        turns.reply(ebp, turn, new Reply("Bonjour", null, List.of(), null, "{}", null, "{}", handOver, false));
        if (handOver != null) {
            wiring.get(HandOvers.class).request(ebp, opened.conversation(), handOver, true);
        }
        if (score != null) {
            wiring.get(Ratings.class).rate(opened.secret(), new NewRating(score, null), "test");
        }
        return opened.conversation();
    }

    private MessageId write(Token session) {
        return wiring.get(ReceiveMessage.class)
                .receive(session, new NewMessage("Bonjour", List.of(), null, null), "test")
                .message();
    }
}
