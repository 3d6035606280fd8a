package io.guichet.billing;

import io.guichet.kernel.TenantId;
import java.time.Instant;

/**
 * Numbers that do not agree.
 *
 * @param period e.g. {@code 2026-11}
 * @param compared what the ledger was compared with: {@code counter}, {@code days}, or {@code conversations}: what was
 *     said, message by message; of storage, the level is compared with {@code files}
 * @param ledger what the ledger, or the level, has
 * @param found what the other has
 */
public record UsageFinding(
        TenantId clientId, String period, Metric metric, String compared, long ledger, long found, Instant foundAt) {}
