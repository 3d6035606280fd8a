package io.guichet.spi.sector;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order without its amounts, to be fetched by the contact. The platform prices and stores it.
 *
 * @param lines at least one, at most 50, of different codes
 * @param fetchAt when it is fetched
 * @param contact who fetches it
 * @param note what the kitchen must know, e.g. an allergy; at most 500 characters; empty where there is nothing
 */
public record OrderDraft(List<Line> lines, Instant fetchAt, Caller contact, String note) {

    public OrderDraft {
        lines = List.copyOf(lines);
        var codes = new HashSet<String>();
        if (lines.isEmpty() || lines.size() > 50 || !lines.stream().allMatch(line -> codes.add(line.code()))) {
            throw new IllegalArgumentException("1 to 50 lines of different codes, not " + lines);
        }
        if (note.length() > 500) {
            throw new IllegalArgumentException("a note has at most 500 characters");
        }
    }

    /**
     * @param code an item of the price book that the turn was given
     * @param quantity 1 to 99
     */
    public record Line(String code, int quantity) {
        public Line {
            if (quantity < 1 || quantity > 99) {
                throw new IllegalArgumentException(code + ": 1 to 99, not " + quantity);
            }
        }
    }

    /**
     * Whom an order or an appointment is for.
     *
     * @param name at most 100 characters
     * @param phone as he wrote it, at most 30 characters; null where he did not
     */
    public record Caller(String name, @Nullable String phone) {
        public Caller {
            if (name.isBlank() || name.length() > 100 || (phone != null && phone.length() > 30)) {
                throw new IllegalArgumentException("not a name and a phone");
            }
        }
    }
}
