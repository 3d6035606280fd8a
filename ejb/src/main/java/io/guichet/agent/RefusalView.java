package io.guichet.agent;

import java.time.Instant;

/**
 * Refusals of one page from one address in one hour.
 *
 * @param origin as the browser sent it, cleaned and cut; {@code (none)}, or {@code (others)} where there were too many
 */
public record RefusalView(String origin, String address, long count, Instant firstAt, Instant lastAt) {}
