package io.guichet.trade;

import io.guichet.kernel.CallContext;

/** An order went on, or was cancelled, by its contact or by the business. Observed inside the transaction that stores it. */
public record OrderChanged(CallContext context, OrderView order) {}
