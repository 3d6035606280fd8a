package io.guichet.testkit;

import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnRequest;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A right agent passes its contract, and each wrong one breaks the sentence that it should. */
class SectorAgentContractTest {

    /** Names the first item whose label is in the text. */
    static class Florist implements SectorAgent {
        @Override
        public String sector() {
            return "florist";
        }

        @Override
        public Turn answer(TurnRequest request) {
            return request.priceBook().items().stream()
                    .filter(item -> request.text().contains(item.label()))
                    .findFirst()
                    .map(item -> proposing(request, item.code()))
                    .orElseGet(() -> saying(request, "Quelles fleurs souhaitez-vous ?"));
        }

        static Turn saying(TurnRequest request, String text) {
            return new Turn(List.of(new Part.Text(text)), request.known(), List.of());
        }

        static Turn proposing(TurnRequest request, String code) {
            var draft = new PreQuoteDraft(
                    "bouquet",
                    request.text(),
                    null,
                    List.of(),
                    List.of(new PreQuoteDraft.Line(code, BigDecimal.ONE)),
                    PreQuoteDraft.Dwelling.UNKNOWN);
            return new Turn(List.of(new Part.PreQuote()), request.known(), List.of(new Action.ProposePreQuote(draft)));
        }
    }

    abstract static class OfFlowers implements SectorAgentContract {
        @Override
        public PriceBook priceBook() {
            return new PriceBook("Fleurs", List.of(flower("ROSE", "rose"), flower("LYS", "lys")));
        }

        @Override
        public List<String> sentences() {
            return List.of("bonjour", "une rose", "non, un lys");
        }

        private static PriceItem flower(String code, String label) {
            return new PriceItem(
                    code,
                    "fleurs",
                    label,
                    PriceItem.Unit.PIECE,
                    300,
                    PriceItem.VatClass.STANDARD,
                    List.of(),
                    List.of(),
                    null);
        }
    }

    static class Right extends OfFlowers {
        @Override
        public SectorAgent agent() {
            return new Florist();
        }
    }

    static class InventingCodes extends OfFlowers {
        @Override
        public SectorAgent agent() {
            return new Florist() {
                @Override
                public Turn answer(TurnRequest request) {
                    return proposing(request, "GHOST");
                }
            };
        }
    }

    static class AskingTwice extends OfFlowers {
        @Override
        public SectorAgent agent() {
            return new Florist() {
                @Override
                public Turn answer(TurnRequest request) {
                    return saying(request, "Quelle fleur ? Quelle couleur ?");
                }
            };
        }
    }

    static class NamingAmounts extends OfFlowers {
        @Override
        public SectorAgent agent() {
            return new Florist() {
                @Override
                public Turn answer(TurnRequest request) {
                    return saying(request, "Cela coûte 3 €.");
                }
            };
        }
    }

    static class Remembering extends OfFlowers {
        private static final AtomicInteger TURNS = new AtomicInteger();

        @Override
        public SectorAgent agent() {
            return new Florist() {
                @Override
                public Turn answer(TurnRequest request) {
                    return saying(request, "Message " + TURNS.incrementAndGet());
                }
            };
        }
    }

    static class Fragile extends OfFlowers {
        @Override
        public SectorAgent agent() {
            return new Florist() {
                @Override
                public Turn answer(TurnRequest request) {
                    if (request.text().length() > 5_000) {
                        throw new IllegalStateException("too long");
                    }
                    return super.answer(request);
                }
            };
        }
    }

    @Test
    void a_right_agent_passes() {
        var outcome = Contracts.run(Right.class);

        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.found()).isEqualTo(14);
    }

    @Test
    void an_agent_that_invents_codes_is_caught() {
        assertThat(Contracts.run(InventingCodes.class).broken())
                .contains(
                        "a_conversation_of_the_trade_asks_one_question_a_turn_and_names_known_codes_only",
                        "an_empty_price_book_is_survived");
    }

    @Test
    void an_agent_that_asks_two_questions_is_caught() {
        assertThat(Contracts.run(AskingTwice.class).broken())
                .contains("a_conversation_of_the_trade_asks_one_question_a_turn_and_names_known_codes_only");
    }

    @Test
    void an_agent_that_writes_amounts_is_caught() {
        assertThat(Contracts.run(NamingAmounts.class).broken())
                .contains("a_conversation_of_the_trade_asks_one_question_a_turn_and_names_known_codes_only");
    }

    @Test
    void an_agent_that_remembers_is_caught() {
        assertThat(Contracts.run(Remembering.class).broken())
                .containsExactly("parallel_calls_do_not_disturb_each_other", "the_same_request_gets_the_same_answer");
    }

    @Test
    void an_agent_that_breaks_on_long_texts_is_caught() {
        assertThat(Contracts.run(Fragile.class).broken())
                .containsExactly(
                        "hostile_text_is_survived_after_every_sentence",
                        "hostile_text_is_survived_as_the_first_message");
    }
}
