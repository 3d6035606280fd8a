/**
 * How often somebody may come: windows of requests that all nodes share, taken in small leases so that most requests ask
 * nobody. Knows neither tenants nor agents: who is counted, and how much he may, is said by whoever asks. Nothing but the
 * kernel is imported, and nothing here decides what a refusal looks like.
 *
 * @see "docs/adr/0012-rate-limits-by-leases.md"
 */
@NullMarked
package io.guichet.throttle;

import org.jspecify.annotations.NullMarked;
