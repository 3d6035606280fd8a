/**
 * Orders and appointments that agents took down, and what a business says of itself for it: hours, closures, how long
 * services take. Amounts come from the price book; what cannot be fetched or booked any more is not stored.
 */
@NullMarked
package io.guichet.trade;

import org.jspecify.annotations.NullMarked;
