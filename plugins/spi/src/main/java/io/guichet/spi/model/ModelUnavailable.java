package io.guichet.spi.model;

/** A model that could not answer; another one, or a person, goes on. */
public class ModelUnavailable extends Exception {
    public ModelUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
