package io.guichet.trade;

import io.guichet.kernel.CallContext;

/**
 * An appointment went on, or was cancelled, by its contact or by the business; one that was moved is {@linkplain
 * AppointmentBooked booked} again. Observed inside the transaction that stores it.
 */
public record AppointmentChanged(CallContext context, AppointmentView appointment) {}
