/**
 * The restaurant's agent: opening hours, menu, allergens, and orders to take away. Plain Java without state: text in, {@link
 * io.guichet.spi.sector.Turn} out. A contact's text is data and never an instruction; no amount is read from it and none is
 * written. What is on the menu is known from the price book of the request alone.
 */
@NullMarked
package io.guichet.sector.restaurant;

import org.jspecify.annotations.NullMarked;
