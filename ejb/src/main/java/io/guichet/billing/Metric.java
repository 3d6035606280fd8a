package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is counted. The lower-case name stands in the database and in the API. */
public enum Metric {
    /** Conversations; one counts when its first visitor message arrives. */
    SESSIONS(true),
    /** Visitors' messages. */
    MESSAGES(true),
    /** E-mails that were sent for a tenant. */
    EMAILS(true),
    /** Reports that were made for a tenant. */
    REPORTS(true),
    /** Agent deployments there are at a time. */
    DEPLOYMENTS(false),
    /** Bytes of files there are at a time. */
    STORAGE_BYTES(false);

    private final boolean counted;

    Metric(boolean counted) {
        this.counted = counted;
    }

    /** Whether units are counted over a month; otherwise it is a number of things that exist. */
    public boolean isCounted() {
        return counted;
    }

    static Metric of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** The form in the database and on the wire, e.g. {@code sessions}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
