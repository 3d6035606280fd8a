package io.guichet.mail;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Letters that are to be sent. */
@ApplicationScoped
public class Letters {

    /** Writes a letter in the running transaction; it is sent once that has committed. */
    public void write(CallContext context, Letter letter) {
        throw new UnsupportedOperationException();
    }
}
