package io.guichet.spi.http;

import java.io.IOException;

/**
 * The platform's HTTP client. It checks each address when it connects, follows no redirect, keeps no cookie, tries nothing
 * twice, and ends a call when its time is over. Plugins open no connections of their own.
 */
public interface Http {

    /**
     * Sends one request, and waits until the answer begins.
     *
     * @return with whatever status; to be closed
     * @throws java.net.SocketTimeoutException if the time is over; reading the answer's body may throw it too
     * @throws IOException if the server may not be called, cannot be reached, or hangs up
     */
    HttpAnswer send(HttpCall call) throws IOException;
}
