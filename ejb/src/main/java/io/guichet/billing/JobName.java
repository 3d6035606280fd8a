package io.guichet.billing;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What the platform does for all tenants once a month; the name is that of the job's definition. */
public enum JobName {
    /** Freezes a month: usage statements and draft invoices. */
    CLOSE_MONTH("Freezes a month that is over, and writes each tenant's usage statement and draft invoice."),
    /** Sends each tenant its report of a closed month. */
    USAGE_REPORT("Sends each tenant whose month is closed its usage report, as CSV and PDF, to its billing address.");

    private final String description;

    JobName(String description) {
        this.description = description;
    }

    /** Reads {@link #code}; nothing for what is none. */
    public static Optional<JobName> parse(String code) {
        return Arrays.stream(values()).filter(job -> job.code().equals(code)).findFirst();
    }

    /** The form in the API and in {@code META-INF/batch-jobs}, e.g. {@code close-month}. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String description() {
        return description;
    }
}
