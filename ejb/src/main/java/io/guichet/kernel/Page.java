package io.guichet.kernel;

import java.util.Comparator;
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

    /**
     * Cuts a page from a list that is read whole, because it is never long.
     *
     * @param position of an item: the list is put into the order of these
     */
    public static <T> Page<T> of(List<T> all, PageRequest request, Function<T, Cursor> position) {
        var left = all.stream()
                .sorted(Comparator.comparing(position))
                .filter(item -> request.after().isEmpty()
                        || position.apply(item).compareTo(request.after().get()) > 0)
                .limit(request.limit() + 1L)
                .toList();
        return cut(left, request.limit(), position);
    }

    public <R> Page<R> map(Function<? super T, ? extends R> each) {
        return new Page<>(items.stream().<R>map(each).toList(), next);
    }
}
