package io.guichet.spi.channel;

/** A hook whose sender could not be believed. */
public class HookRefused extends Exception {
    public HookRefused(String message) {
        super(message);
    }
}
