package io.guichet.quote;

import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.Lately;
import io.guichet.spi.sector.PriceItem;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;

/** The items of price books that were needed lately: each turn of a conversation needs one, and few turns change one. */
@ApplicationScoped
class BooksAsWritten {

    private static final int MOST = 500;

    private final Cache<String, List<PriceItem>> lately = Lately.atMost(MOST);

    /**
     * @param writing of a book: its id, and which writing of it
     * @param read reads its items where they are not known
     */
    List<PriceItem> items(String writing, Supplier<List<PriceItem>> read) {
        var known = lately.getIfPresent(writing);
        if (known == null) {
            known = List.copyOf(read.get());
            lately.put(writing, known);
        }
        return known;
    }
}
