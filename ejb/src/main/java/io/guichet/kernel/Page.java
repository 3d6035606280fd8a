package io.guichet.kernel;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list.
 *
 * @param next the cursor of the following part, or null at the end
 */
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page from what a query found with one row more than asked.
     *
     * @param rows at most {@code limit + 1}, in order
     * @param position of a row in the order of the list, from which the next page goes on
     */
    public static <T> Page<T> cut(List<T> rows, int limit, Function<T, Cursor> position) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var kept = rows.subList(0, limit);
        return new Page<>(kept, position.apply(kept.getLast()).toString());
    }

    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), next);
    }
}
