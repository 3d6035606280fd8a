package io.guichet.testkit;

import io.guichet.spi.sector.Business;
import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.Turn.Action;
import io.guichet.spi.sector.Turn.Part;
import io.guichet.spi.sector.TurnContext;
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
    private Business business;
    private Facts known = Facts.NONE;
    private int photos;
    private boolean preQuoteStands;

    private Conversation(SectorAgent agent, PriceBook book, Business business, Locale locale) {
        this.agent = agent;
        this.book = book;
        this.business = business;
        this.locale = locale;
    }

    public static Conversation with(SectorAgent agent, PriceBook book) {
        return with(agent, book, Locale.FRENCH);
    }

    public static Conversation with(SectorAgent agent, PriceBook book, Locale locale) {
        return new Conversation(agent, book, Business.UNKNOWN, locale);
    }

    public static Conversation with(SectorAgent agent, PriceBook book, Business business, Locale locale) {
        return new Conversation(agent, book, business, locale);
    }

    /** The contact writes. */
    public Turn says(String text) {
        return sends(text, 0);
    }

    /** The contact writes and sends photos; the text may be empty. */
    public Turn sends(String text, int newPhotos) {
        photos += newPhotos;
        var turn = agent.answer(new TurnRequest(
                locale, text, newPhotos, photos, known, book, "Durant Peinture", TurnContext.NONE, business));
        check(turn, text);
        known = turn.known();
        turns.add(turn);
        return turn;
    }

    /** From now on another price book stands, as when a tenant imports one while a contact writes. */
    public void changePriceBook(PriceBook other) {
        book = other;
    }

    /** From now on the business is like this: later, closed, or booked by somebody else. */
    public void changeBusiness(Business other) {
        business = other;
    }

    /** The last turn was not stored, since something was taken meanwhile: it is asked again, and this time is said. */
    public Turn isAskedAgain(String text, Facts before) {
        turns.removeLast();
        known = before;
        return says(text);
    }

    /** What is known by now. */
    public Facts known() {
        return known;
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
        turn.actions().forEach(action -> check(action, what));
        assertThat(preQuoteStands || !turn.say().contains(new Part.PreQuote()))
                .as("the %s shows a pre-quote only where one stands", what)
                .isTrue();
    }

    private void check(Action action, String what) {
        switch (action) {
            case Action.ProposePreQuote proposal -> {
                preQuoteStands = true;
                proposal.draft().lines().forEach(line -> isKnown(line.code(), what));
            }
            case Action.PlaceOrder order -> {
                order.draft().lines().forEach(line -> isKnown(line.code(), what));
                assertThat(business.canFetch(order.draft().fetchAt()))
                        .as("the order in the %s can be fetched", what)
                        .isTrue();
            }
            case Action.BookAppointment booking -> {
                var draft = booking.draft();
                draft.services().forEach(code -> isKnown(code, what));
                var free = business.standing().stream()
                        .filter(s -> s.id().equals(draft.replaces()))
                        .findFirst()
                        .map(business::without)
                        .orElse(business);
                assertThat(free.canBook(draft.startsAt(), draft.length()))
                        .as("the appointment in the %s can be booked", what)
                        .isTrue();
            }
            case Action.Cancel cancelled ->
                assertThat(business.standing())
                        .as("what stands, of which the %s cancels", what)
                        .extracting(Business.Standing::id)
                        .contains(cancelled.id());
            case Action.CompleteProject done -> {}
            case Action.HandOver handOver -> {}
        }
    }

    private void isKnown(String code, String what) {
        assertThat(book.item(code)).as("%s in the %s", code, what).isPresent();
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
