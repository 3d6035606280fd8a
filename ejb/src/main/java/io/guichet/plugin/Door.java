package io.guichet.plugin;

import io.guichet.plugin.PluginStatus.Capability;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The way into whichever plugin offers something at the moment of the call: a plugin that was replaced since the caller
 * asked for it is not missed. The plugin stays open until the call has ended.
 *
 * @param current who offers it now
 */
record Door<A>(Capability capability, Supplier<Optional<Offer<A>>> current) {

    /** One call. */
    interface Call<A, R, X extends Exception> {
        R on(A agent) throws X;
    }

    /**
     * @throws PluginGone if nobody offers it any more
     */
    <R, X extends Exception> R call(Call<A, R, X> call) throws X {
        while (true) {
            var offer = current.get().orElseThrow(() -> new PluginGone(capability));
            if (offer.plugin().enter()) {
                try {
                    return inside(offer, call);
                } finally {
                    offer.plugin().leave();
                }
            }
            // closed between the look and the step: whoever closed it had published its successor before
        }
    }

    private static <A, R, X extends Exception> R inside(Offer<A> offer, Call<A, R, X> call) throws X {
        var thread = Thread.currentThread();
        var outside = thread.getContextClassLoader();
        thread.setContextClassLoader(offer.plugin().loader());
        try {
            return call.on(offer.agent());
        } finally {
            thread.setContextClassLoader(outside);
        }
    }

    /** What the plugin calls back is the platform's code, and runs with the platform's context class loader. */
    static Consumer<String> outside(Consumer<String> callback) {
        var platform = Thread.currentThread().getContextClassLoader();
        return text -> {
            var thread = Thread.currentThread();
            var inside = thread.getContextClassLoader();
            thread.setContextClassLoader(platform);
            try {
                callback.accept(text);
            } finally {
                thread.setContextClassLoader(inside);
            }
        };
    }
}
