package io.guichet.kernel;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list a caller wants.
 *
 * @param limit rows, 1 to 100
 * @param after where the last part ended
 * @param search words to look for; empty for all
 * @param sort the list's own name of an order
 * @param descending whether the order is turned round ({@code sort=-name})
 */
public record PageRequest(int limit, Optional<Cursor> after, String search, String sort, boolean descending) {

    private static final int MOST = 100;
    private static final int LONGEST = 200;

    /**
     * Reads the query parameters {@code limit}, {@code cursor}, {@code q} and {@code sort}.
     *
     * @param sorts what the list can be sorted by
     * @param otherwise the order where none is asked for, e.g. {@code name} or {@code -created_at}
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#BAD_REQUEST}
     */
    public static PageRequest of(
            @Nullable Integer limit,
            @Nullable String cursor,
            @Nullable String search,
            @Nullable String sort,
            Set<String> sorts,
            String otherwise) {
        var order = sort == null || sort.isBlank() ? otherwise : sort;
        var descending = order.startsWith("-");
        var name = descending ? order.substring(1) : order;
        var rows = limit == null ? 50 : limit;
        var words = search == null ? "" : search.strip();
        new FieldErrors()
                .check(rows >= 1 && rows <= MOST, "limit", "is 1 to " + MOST)
                .check(
                        sorts.contains(name),
                        "sort",
                        "is one of " + sorts.stream().sorted().toList() + ", - before it turns it round")
                .check(
                        words.length() <= LONGEST && words.indexOf('\0') < 0,
                        "q",
                        "is at most " + LONGEST + " characters")
                .throwIfAny();
        return new PageRequest(rows, Cursor.parse(cursor), words, name, descending);
    }

    /**
     * Reads {@code limit} and {@code cursor} of a list that has one order and is not searched.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#BAD_REQUEST}
     */
    public static PageRequest of(@Nullable Integer limit, @Nullable String cursor) {
        return of(limit, cursor, null, null, Set.of("usual"), "usual");
    }

    /** For SQL's {@code like}: the search anywhere in a text, its own wildcards taken literally. */
    public String pattern() {
        return "%" + search.toLowerCase(java.util.Locale.ROOT).replaceAll("([\\\\%_])", "\\\\$1") + "%";
    }
}
