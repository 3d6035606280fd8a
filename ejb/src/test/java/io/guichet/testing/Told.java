package io.guichet.testing;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What the container does about events: whoever fires one runs its observers. Tests name them; all are kept. */
public final class Told {

    private final List<Object> events = new CopyOnWriteArrayList<>();
    private final List<Consumer<Object>> observers = new CopyOnWriteArrayList<>();

    /** Has an observer hear of events of a type, inside the transaction that fires them. */
    public <T> Told to(Class<T> type, Consumer<? super T> observer) {
        observers.add(event -> {
            if (type.isInstance(event)) {
                observer.accept(type.cast(event));
            }
        });
        return this;
    }

    /** Events of a type that were fired, also those of transactions that failed. */
    public <T> List<T> of(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Event<?> asEvent() {
        return (Event<?>) Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("fire")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    events.add(arguments[0]);
                    observers.forEach(observer -> observer.accept(arguments[0]));
                    return null;
                });
    }
}
