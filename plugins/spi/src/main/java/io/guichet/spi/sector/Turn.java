package io.guichet.spi.sector;

import java.util.List;
import java.util.Objects;

/**
 * What an agent answers in one turn.
 *
 * @param say the reply, part by part, in the order in which it is read; at least one
 * @param known all that is known after this turn: it replaces what was known before
 * @param actions what the platform is asked to do
 * @param understanding how much of the message the agent made something of. Where it is not all, the platform looks for an
 *     answer in the tenant's knowledge and asks a model; an answer found there takes the place of the first text where the
 *     agent learned nothing, and comes before all of them where it learned something
 */
public record Turn(List<Part> say, Facts known, List<Action> actions, Understanding understanding) {

    /** A turn of which all was understood. */
    public Turn(List<Part> say, Facts known, List<Action> actions) {
        this(say, known, actions, Understanding.UNDERSTOOD);
    }

    public Turn {
        say = List.copyOf(say);
        actions = List.copyOf(actions);
        Objects.requireNonNull(known);
        Objects.requireNonNull(understanding);
        if (say.isEmpty()) {
            throw new IllegalArgumentException("a turn says something");
        }
    }

    /** One part of a reply. */
    public sealed interface Part {

        /** Plain text; lines are separated by {@code \n}. It holds no amount. */
        record Text(String text) implements Part {
            public Text {
                if (text.isBlank()) {
                    throw new IllegalArgumentException("a text says something");
                }
            }
        }

        /** The place where the platform shows the priced pre-quote of this turn, or else the one that stands. */
        record PreQuote() implements Part {}

        /** The place where the platform shows these items of the price book with their prices; at most 60. */
        record Prices(List<String> codes) implements Part {
            public Prices {
                codes = List.copyOf(codes);
                if (codes.isEmpty() || codes.size() > 60) {
                    throw new IllegalArgumentException("1 to 60 codes, not " + codes.size());
                }
            }
        }

        /** The place where the platform shows an order's lines and what they come to. */
        record Order(OrderDraft draft) implements Part {}

        /** Answers that the contact may give with one touch; at most 6, each at most 40 characters. */
        record QuickReplies(List<String> texts) implements Part {
            public QuickReplies {
                texts = List.copyOf(texts);
                if (texts.isEmpty() || texts.size() > 6 || texts.stream().anyMatch(t -> t.length() > 40)) {
                    throw new IllegalArgumentException("1 to 6 quick replies of at most 40 characters");
                }
            }
        }
    }

    /** What the platform is asked to do. */
    public sealed interface Action {

        /** Price this draft and show it. It replaces the pre-quote that stands. */
        record ProposePreQuote(PreQuoteDraft draft) implements Action {}

        /** All that the pre-quote needs is known: tell the tenant's own software. */
        record CompleteProject() implements Action {}

        /** Store this order. */
        record PlaceOrder(OrderDraft draft) implements Action {}

        /**
         * Store this appointment. Where the chair was taken meanwhile nothing of the turn is said: the agent is asked again,
         * and sees it taken.
         */
        record BookAppointment(AppointmentDraft draft) implements Action {}

        /** Cancel what this conversation ordered or booked, by its {@link Business.Standing#id()}. */
        record Cancel(String id) implements Action {}

        /** A person must go on. */
        record HandOver(HandOverReason reason) implements Action {}
    }

    /** How much of the message an agent made something of. */
    public enum Understanding {
        /** All of it: the turn is the answer. */
        UNDERSTOOD,
        /** Some of it was learned; there was something else in the message. */
        PARTLY,
        /** Nothing was learned; the first text says so. */
        NOT_UNDERSTOOD,
        /** Nothing was learned: the contact asked what is not this trade's rules to answer. The first text opens the reply. */
        QUESTION
    }

    /** Why a person must go on. */
    public enum HandOverReason {
        ASKED_FOR_A_PERSON,
        NOT_UNDERSTOOD,
        OUT_OF_SCOPE
    }
}
