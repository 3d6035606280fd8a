package io.guichet.conversation;

import java.time.Duration;

/**
 * Lets a page of our own origin show a deployment whose domains do not name it, in the browser of whoever runs that
 * deployment.
 *
 * @param text until when, and our signature: for that browser alone
 */
public record TestPass(String text, Duration lifetime) {

    /** The cookie that carries it. Each deployment has its own, so that several can be tried at once. */
    public static String cookieFor(String deploymentKey) {
        return "guichet-test-" + deploymentKey;
    }

    /** Never the pass. */
    @Override
    public String toString() {
        return "TestPass[" + lifetime + "]";
    }
}
