package io.guichet.trade;

import io.guichet.conversation.ConversationId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An appointment, as the business's people and software read it.
 *
 * @param status {@code booked}, {@code accepted}, {@code done}, {@code no_show} or {@code cancelled}
 * @param chair which of the business's chairs it takes, from 1
 * @param note what the business must know; may be empty
 * @param revision one more each time it is moved
 */
public record AppointmentView(
        AppointmentId id,
        ConversationId conversationId,
        String status,
        Instant startsAt,
        Instant endsAt,
        int chair,
        List<Service> services,
        Customer customer,
        String note,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    public AppointmentView {
        services = List.copyOf(services);
    }

    /**
     * @param price with VAT, in major units, as it was when it was booked
     */
    public record Service(String code, String label, BigDecimal price, BigDecimal vatRate, String currency) {}
}
