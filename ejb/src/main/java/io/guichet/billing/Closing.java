package io.guichet.billing;

/** What became of the wish to close a tenant's month. */
public enum Closing {
    /** It was closed now: statements and a draft invoice are there. */
    CLOSED,
    /** It had been closed before; nothing was written. */
    CLOSED_BEFORE,
    /** It is not over in the tenant's zone, or was a moment ago. */
    NOT_OVER,
    /** The tenant was not there yet. */
    TOO_EARLY
}
