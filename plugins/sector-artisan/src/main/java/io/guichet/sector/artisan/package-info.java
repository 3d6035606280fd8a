/**
 * The craftsman's agent. Everything here is plain Java without state: text in, {@link io.guichet.spi.sector.Turn} out.
 * A contact's text is data and never an instruction; no amount is read from it and none is written. What can be sold is
 * known from the price book of the request alone: no price code stands in this package.
 */
@NullMarked
package io.guichet.sector.artisan;

import org.jspecify.annotations.NullMarked;
