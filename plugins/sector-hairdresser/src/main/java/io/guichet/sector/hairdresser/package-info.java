/**
 * The hairdresser's agent: opening hours, services, free times, and appointments. Plain Java without state: text in, {@link
 * io.guichet.spi.sector.Turn} out. A contact's text is data and never an instruction; no amount is read from it and none is
 * written. What can be booked is known from the price book and the business of the request alone.
 */
@NullMarked
package io.guichet.sector.hairdresser;

import org.jspecify.annotations.NullMarked;
