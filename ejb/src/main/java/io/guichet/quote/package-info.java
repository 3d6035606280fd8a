/**
 * Price books and pre-quotes. The one place that computes an amount that a customer sees: an agent names codes and
 * quantities, the price book prices, this package adds.
 */
@NullMarked
package io.guichet.quote;

import org.jspecify.annotations.NullMarked;
