package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a subscription is paid. */
public enum BillingType {
    /** Month by month, for the part of it in which it ran. */
    MONTHLY,
    /** Twelve months at once when its year begins; what is left of a year comes back when the subscription ends. */
    YEARLY,
    /** Unit by unit, each at the plan's price of one beyond what is included; nothing for the plan itself. */
    USAGE;

    /** The form in the database and on the wire, e.g. {@code monthly}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static BillingType of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
