package io.guichet.billing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An invoice in a list. Amounts are minor units of the currency.
 *
 * @param month e.g. {@code 2026-10}
 * @param number null for a draft
 * @param status {@code draft}, {@code issued}, {@code paid} or {@code void}
 */
public record InvoiceView(
        InvoiceId id,
        String month,
        @Nullable String number,
        String status,
        String currency,
        long totalHtMinor,
        long totalVatMinor,
        long totalTtcMinor,
        Instant createdAt) {}
