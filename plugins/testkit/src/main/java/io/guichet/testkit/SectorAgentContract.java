package io.guichet.testkit;

import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Fact;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What every {@link SectorAgent} does, whatever its trade. */
public interface SectorAgentContract {

    /** A text of 8,000 characters is answered within this, also on a busy machine. */
    Duration LONGEST_TURN = Duration.ofSeconds(5);

    /** The agent under test. */
    SectorAgent agent();

    /** Prices of its trade; at least two items. */
    PriceBook priceBook();

    /** A business of the trade; by default one of which nothing is known. */
    default Business business() {
        return Business.UNKNOWN;
    }

    /** What contacts of this trade write in one conversation, in order; at least one. */
    List<String> sentences();

    @Test
    default void the_sector_is_lower_case_letters_digits_and_hyphens() {
        assertThat(agent().sector()).matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    @Test
    default void a_conversation_of_the_trade_asks_one_question_a_turn_and_names_known_codes_only() {
        assertThat(conversation(agent())).hasSize(sentences().size());
    }

    @Test
    default void the_same_request_gets_the_same_answer() {
        var agent = agent();

        assertThat(conversation(agent)).isEqualTo(conversation(agent));
        assertThat(conversation(agent())).isEqualTo(conversation(agent));
    }

    @Test
    default void hostile_text_is_survived_as_the_first_message() {
        for (var text : HostileTexts.all()) {
            inTime(() -> conversation().says(text));
        }
    }

    @Test
    default void hostile_text_is_survived_after_every_sentence() {
        for (var text : HostileTexts.all()) {
            var conversation = conversation();
            for (var sentence : sentences()) {
                inTime(() -> conversation.says(sentence));
                inTime(() -> conversation.says(text));
            }
        }
    }

    @Test
    default void any_sign_of_unicode_is_survived() {
        HostileTexts.ofSignsThatComeApart().forEach(text -> conversation().says(text));
        HostileTexts.ofAnySigns().forEach(text -> conversation().says(text));
    }

    @Test
    default void photos_without_a_word_are_answered() {
        var conversation = conversation();

        assertThat(conversation.sends("", 1).say()).isNotEmpty();
        for (var sentence : sentences()) {
            conversation.says(sentence);
            assertThat(conversation.sends("", 2).say()).isNotEmpty();
        }
    }

    @Test
    default void an_empty_price_book_is_survived() {
        var conversation = Conversation.with(agent(), new PriceBook("empty", List.of()), business(), Locale.FRENCH);

        sentences().forEach(conversation::says);
        conversation.sends("", 1);

        assertThat(conversation.turns()).hasSize(sentences().size() + 1);
    }

    @Test
    default void a_price_book_that_changes_between_two_turns_is_survived() {
        var items = priceBook().items();
        var conversation = conversation();
        sentences().forEach(conversation::says);

        conversation.changePriceBook(new PriceBook("half", items.subList(items.size() / 2, items.size())));
        sentences().forEach(conversation::says);
        conversation.changePriceBook(new PriceBook("empty", List.of()));
        sentences().forEach(conversation::says);

        assertThat(conversation.turns()).hasSize(3 * sentences().size());
    }

    @Test
    default void a_business_of_which_nothing_is_known_is_survived() {
        var conversation = Conversation.with(agent(), priceBook());

        sentences().forEach(conversation::says);

        assertThat(conversation.turns()).hasSize(sentences().size());
    }

    @Test
    default void facts_of_another_agent_are_survived() {
        var strange = Facts.NONE.with("", new Fact.Text("?")).with("asked", new Fact.Flag(true));
        var request =
                new TurnRequest(Locale.FRENCH, sentences().getFirst(), 0, 0, strange, priceBook(), "Durant Peinture");

        assertThat(agent().answer(request).say()).isNotEmpty();
    }

    @Test
    default void a_long_conversation_stays_within_200_facts() {
        var conversation = conversation();

        for (int i = 1; i <= 300; i++) {
            var item = priceBook().items().get(i % priceBook().items().size());
            conversation.says(
                    "%s %d %s, sans x%d".formatted(item.label(), i, item.unit().symbol(), i));
        }

        assertThat(conversation.turns().getLast().known().byName()).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    default void every_locale_is_answered() {
        for (var locale : List.of(Locale.FRENCH, Locale.ENGLISH, Locale.JAPANESE, Locale.ROOT)) {
            var conversation = Conversation.with(agent(), priceBook(), business(), locale);
            sentences().forEach(conversation::says);
            assertThat(conversation.turns()).isNotEmpty();
        }
    }

    @Test
    default void parallel_calls_do_not_disturb_each_other() throws Exception {
        var agent = agent();
        var alone = conversation(agent);

        assertThat(Together.call(() -> conversation(agent))).allMatch(alone::equals);
    }

    private Conversation conversation() {
        return Conversation.with(agent(), priceBook(), business(), Locale.FRENCH);
    }

    private List<Turn> conversation(SectorAgent agent) {
        var conversation = Conversation.with(agent, priceBook(), business(), Locale.FRENCH);
        sentences().forEach(conversation::says);
        return conversation.turns();
    }

    private static void inTime(Runnable turn) {
        assertTimeoutPreemptively(LONGEST_TURN, turn::run);
    }
}
