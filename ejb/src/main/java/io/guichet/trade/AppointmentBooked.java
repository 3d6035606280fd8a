package io.guichet.trade;

import io.guichet.kernel.CallContext;

/** An appointment was made, or moved. Observed inside the transaction that stores it. */
public record AppointmentBooked(CallContext context, AppointmentView appointment) {}
