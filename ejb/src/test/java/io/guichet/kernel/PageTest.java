package io.guichet.kernel;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PageTest {

    private static final UUID ONE = new UUID(1, 1);

    /** The database has ids in the order of their digits. */
    private static final UUID LARGE = new UUID(-1, 0);

    @Test
    void a_list_that_is_read_whole_is_cut_in_the_order_of_its_positions() {
        var all = List.of("c", "a", "b", "e", "d");

        var first = page(all, null);
        var second = page(all, first.next());
        var third = page(all, second.next());

        assertThat(first.items()).containsExactly("a", "b");
        assertThat(second.items()).containsExactly("c", "d");
        assertThat(third.items()).containsExactly("e");
        assertThat(third.next()).isNull();
    }

    @Test
    void it_goes_on_behind_what_was_removed_meanwhile() {
        var first = page(List.of("a", "b", "c"), null);

        assertThat(page(List.of("a", "c"), first.next()).items()).containsExactly("c");
    }

    @Test
    void among_equals_the_id_decides_as_in_the_database() {
        assertThat(new Cursor("a", ONE)).isLessThan(new Cursor("a", LARGE));
        assertThat(new Cursor("a", LARGE)).isLessThan(new Cursor("b", ONE));
    }

    private static Page<String> page(List<String> all, String cursor) {
        return Page.of(all, PageRequest.of(2, cursor), item -> new Cursor(item, ONE));
    }
}
