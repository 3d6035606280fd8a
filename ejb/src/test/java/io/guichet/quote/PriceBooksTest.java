package io.guichet.quote;

import io.guichet.agent.AgentId;
import io.guichet.conversation.ConversationId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Dwelling;
import io.guichet.spi.sector.PriceItem;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class PriceBooksTest {

    private static final String OWN = """
            code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor
            SOL;carrelage;Notre carrelage;m²;95.50;improvement;"sol|carrelage; sol";renovation_salle_de_bain;floor_area;1.25
            """;

    private final Wiring wiring = new Wiring().configured("guichet.files.dir", "target/no-files");
    private final PriceBooks books = wiring.get(PriceBooks.class);
    private final PreQuotes preQuotes = wiring.get(PreQuotes.class);

    private CallContext ebp;
    private CallContext sage;
    private AgentId agent;

    @BeforeEach
    void an_agent_with_a_book_and_two_tenants() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        agent = TestAgents.anAgent(wiring, "shared");
        TestAgents.aPriceBook(wiring, agent);
    }

    @Test
    void a_tenant_without_a_book_prices_from_the_agents() {
        var current = books.current(ebp, agent);

        assertThat(current.own()).isFalse();
        assertThat(current.illustrative()).isTrue();
        assertThat(current.book().items()).extracting(PriceItem::code).containsExactly("DEP", "SOL", "MUR");
    }

    @Test
    void a_tenants_own_book_goes_before_the_agents_and_is_nobody_elses() {
        assertThat(books.replace(ebp, "Tarif 2026", OWN)).isEqualTo(1);

        var current = books.current(ebp, agent);
        assertThat(current.own()).isTrue();
        assertThat(current.illustrative()).isFalse();
        assertThat(current.book().name()).isEqualTo("Tarif 2026");
        assertThat(current.book().item("SOL").orElseThrow()).satisfies(i -> {
            assertThat(i.label()).isEqualTo("Notre carrelage");
            assertThat(i.unitPriceMinor()).isEqualTo(9550);
            assertThat(i.synonyms()).containsExactly("sol", "carrelage; sol");
            assertThat(i.impliedBy()).containsExactly("renovation_salle_de_bain");
            assertThat(i.derived()).isEqualTo(new PriceItem.Derived("floor_area", new BigDecimal("1.25")));
        });
        assertThat(books.current(sage, agent).own()).isFalse();
        assertThat(books.export(sage)).isEmpty();
    }

    @Test
    void without_any_book_nothing_has_a_price() {
        assertThat(books.current(ebp, AgentId.next()).book().items()).isEmpty();
    }

    @Test
    void a_book_is_replaced_whole() {
        books.replace(ebp, "Tarif 2026", OWN);
        books.replace(ebp, "Tarif 2027", OWN.replace("SOL", "SOL-2"));

        assertThat(books.current(ebp, agent).book().items())
                .extracting(PriceItem::code)
                .containsExactly("SOL-2");
        assertThat(books.current(ebp, agent).book().name()).isEqualTo("Tarif 2027");
    }

    @Test
    void a_faulty_book_changes_nothing() {
        books.replace(ebp, "Tarif 2026", OWN);

        assertThatThrownBy(() -> books.replace(
                        ebp,
                        "Tarif 2027",
                        OWN + "x;;;;;;;;;\n" + OWN.lines().toList().get(1)))
                .isInstanceOfSatisfying(GuichetException.class, e -> {
                    assertThat(e.code()).isEqualTo(ProblemCode.INVALID_FIELDS);
                    assertThat(e.fields())
                            .extracting(GuichetException.FieldError::field)
                            .containsExactly("line 3", "line 4");
                });
        assertThat(books.current(ebp, agent).book().name()).isEqualTo("Tarif 2026");
    }

    @Test
    void a_book_that_was_removed_leaves_the_agents() {
        books.replace(ebp, "Tarif 2026", OWN);
        books.remove(ebp);
        books.remove(ebp);

        assertThat(books.current(ebp, agent).own()).isFalse();
        assertThat(books.export(ebp)).isEmpty();
    }

    @Test
    void what_is_exported_is_what_was_imported() throws IOException {
        var csv = PriceBookCsvTest.shipped();
        books.replace(ebp, "Expert BTP", csv);

        assertThat(books.export(ebp)).hasValue(csv);
        assertThat(books.exportOf(sage, agent))
                .hasValueSatisfying(c -> assertThat(c).contains("Carrelage mural"));
    }

    @Test
    void a_pre_quote_is_kept_revision_by_revision() {
        var visitor = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp, agent));

        var first = preQuotes.propose(ebp, visitor.conversation(), agent, draft("SOL", "8"));
        var second = preQuotes.propose(ebp, visitor.conversation(), agent, draft("SOL", "10"));

        assertThat(first.revision()).isEqualTo(1);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.totalHt()).isEqualByComparingTo("800");
        assertThat(preQuotes.latest(ebp, visitor.conversation())).hasValue(second);
        assertThat(preQuotes.latest(sage, visitor.conversation())).isEmpty();
        assertThat(preQuotes.latest(ebp, ConversationId.next())).isEmpty();
    }

    @Test
    void a_revision_keeps_its_prices_when_the_book_changes() {
        var visitor = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp, agent));
        var quoted = preQuotes.propose(ebp, visitor.conversation(), agent, draft("SOL", "8"));
        books.replace(ebp, "Tarif 2026", OWN);

        assertThat(preQuotes.latest(ebp, visitor.conversation())).hasValue(quoted);
        assertThat(preQuotes
                        .propose(ebp, visitor.conversation(), agent, draft("SOL", "8"))
                        .totalHt())
                .isEqualByComparingTo("764");
    }

    @Test
    void a_draft_that_names_no_item_of_the_book_leaves_no_revision() {
        var visitor = TestAgents.aVisitor(wiring, TestAgents.aDeployment(wiring, ebp, agent));

        assertThatThrownBy(() -> preQuotes.propose(ebp, visitor.conversation(), agent, draft("CADEAU", "1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(preQuotes.latest(ebp, visitor.conversation())).isEmpty();
    }

    private static PreQuoteDraft draft(String code, String quantity) {
        return new PreQuoteDraft(
                "renovation_salle_de_bain",
                "Refaire ma salle de bain",
                new BigDecimal("8"),
                List.of("carrelage_sol"),
                List.of(new PreQuoteDraft.Line(code, new BigDecimal(quantity))),
                Dwelling.OVER_TWO_YEARS);
    }
}
