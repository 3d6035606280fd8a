package io.guichet.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What endpoints can be told of. A wire name is a part of the API: never renamed. The version counts changes of the
 * payload that a receiver would notice.
 */
public enum EventType {
    SESSION_STARTED("session.started", 1),
    SESSION_COMPLETED("session.completed", 1),
    MESSAGE_RECEIVED("message.received", 1),
    FILE_UPLOADED("file.uploaded", 1),
    PROJECT_CREATED("project.created", 1),
    PROJECT_COMPLETED("project.completed", 1),
    QUOTE_REQUESTED("quote.requested", 1),
    QUOTE_VALIDATED("quote.validated", 1),
    QUOTE_REJECTED("quote.rejected", 1),
    QUOTE_SIGNED("quote.signed", 1),
    ORDER_CREATED("order.created", 1),
    ORDER_CHANGED("order.changed", 1),
    ORDER_CANCELLED("order.cancelled", 1),
    APPOINTMENT_BOOKED("appointment.booked", 1),
    APPOINTMENT_CHANGED("appointment.changed", 1),
    APPOINTMENT_CANCELLED("appointment.cancelled", 1),
    QUOTA_THRESHOLD("quota.threshold", 1),
    CONVERSATION_ESCALATED("conversation.escalated", 1);

    private final String wireName;
    private final int version;

    EventType(String wireName, int version) {
        this.wireName = wireName;
        this.version = version;
    }

    public String wireName() {
        return wireName;
    }

    public int version() {
        return version;
    }

    public static Optional<EventType> of(String wireName) {
        return Arrays.stream(values()).filter(t -> t.wireName.equals(wireName)).findFirst();
    }

    public static List<String> wireNames() {
        return Arrays.stream(values()).map(EventType::wireName).toList();
    }
}
