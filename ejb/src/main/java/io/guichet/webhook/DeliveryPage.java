package io.guichet.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries, newest first.
 *
 * @param next cursor of the page that follows; null at the end
 */
public record DeliveryPage(
        List<DeliveryView> items, @Nullable String next) {
    public DeliveryPage {
        items = List.copyOf(items);
    }
}
