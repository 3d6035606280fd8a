package io.guichet.testing;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.function.Consumer;

/** CDI events without a container: what is fired is heard at once, in the transaction of whoever fires it. */
public final class FiredEvents {

    private FiredEvents() {}

    /** Give it to the wiring for {@code Event.class}. */
    @SuppressWarnings("rawtypes")
    public static Event heardBy(Consumer<Object> observer) {
        return (Event) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("fire")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    observer.accept(arguments[0]);
                    return null;
                });
    }

    /** Nobody listens. */
    @SuppressWarnings("rawtypes")
    public static Event heardByNobody() {
        return heardBy(event -> {});
    }
}
