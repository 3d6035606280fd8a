package io.guichet.testkit;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A conversation with a sector agent, as the platform holds it: what was learned goes from turn to turn. Every turn is
 * checked against what the SPI promises.
 */
public final class Conversation {

    private final SectorAgent agent;
    private final Locale locale;
    private final List<Turn> turns = new ArrayList<>();
    private PriceBook book;
    private Facts known = Facts.NONE;
    private int photos;
    private boolean preQuoteStands;

    private Conversation(SectorAgent agent, PriceBook book, Locale locale) {
        this.agent = agent;
        this.book = book;
        this.locale = locale;
    }

    public static Conversation with(SectorAgent agent, PriceBook book) {
        return new Conversation(agent, book, Locale.FRENCH);
    }

    public static Conversation with(SectorAgent agent, PriceBook book, Locale locale) {
        return new Conversation(agent, book, locale);
    }

    /** The contact writes. */
    public Turn says(String text) {
        return sends(text, 0);
    }

    /** The contact writes and sends photos; the text may be empty. */
    public Turn sends(String text, int newPhotos) {
        photos += newPhotos;
        var turn = agent.answer(new TurnRequest(locale, text, newPhotos, photos, known, book, "Durant Peinture"));
        check(turn, text);
        known = turn.known();
        turns.add(turn);
        return turn;
    }

    /** From now on another price book stands, as when a tenant imports one while a contact writes. */
    public void changePriceBook(PriceBook other) {
        book = other;
    }

    /** All that was answered, in order. */
    public List<Turn> turns() {
        return List.copyOf(turns);
    }

    private void check(Turn turn, String text) {
        var what = "answer to « %s »".formatted(text.length() > 60 ? text.substring(0, 60) + "…" : text);
        assertThat(turn.say().stream().mapToLong(Conversation::questions).sum())
                .as("questions in the %s", what)
                .isLessThanOrEqualTo(1);
        assertThat(turn.say())
                .as("amounts in the %s", what)
                .noneMatch(part -> part instanceof Part.Text t
                        && (t.text().contains("€") || t.text().contains("EUR")));
        for (var action : turn.actions()) {
            if (action instanceof Action.ProposePreQuote proposal) {
                preQuoteStands = true;
                assertThat(proposal.draft().lines())
                        .as("codes in the %s", what)
                        .allMatch(line -> book.item(line.code()).isPresent());
            }
        }
        assertThat(preQuoteStands || !turn.say().contains(new Part.PreQuote()))
                .as("the %s shows a pre-quote only where one stands", what)
                .isTrue();
    }

    private static long questions(Part part) {
        return part instanceof Part.Text text
                ? text.text()
                        .chars()
                        .filter(c -> c == '?' || c == '？' || c == '؟')
                        .count()
                : 0;
    }
}
