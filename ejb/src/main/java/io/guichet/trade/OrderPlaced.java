package io.guichet.trade;

import io.guichet.kernel.CallContext;

/** An order was placed. Observed inside the transaction that stores it. */
public record OrderPlaced(CallContext context, OrderView order) {}
