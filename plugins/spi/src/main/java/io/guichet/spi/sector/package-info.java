/**
 * An agent that knows a trade, and what it is given and gives back. An agent keeps no state: what it learned is handed
 * to it again with the next turn. It names prices by code; the platform computes every amount.
 */
@NullMarked
package io.guichet.spi.sector;

import org.jspecify.annotations.NullMarked;
