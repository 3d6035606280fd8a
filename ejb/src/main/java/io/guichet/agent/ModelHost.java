package io.guichet.agent;

import io.guichet.kernel.FieldErrors;
import org.jspecify.annotations.Nullable;

/** Where a model answers: one URL, or a host and a port apart as partners also write it. */
final class ModelHost {

    static final int HIGHEST_PORT = 65_535;

    private ModelHost() {}

    /**
     * @param host a name or an address, with or without a scheme; https where it has none
     * @param in what stands before the fields' names, e.g. {@code config_overlay.}
     */
    static @Nullable String of(
            @Nullable String url, @Nullable String host, @Nullable Integer port, String in, FieldErrors errors) {
        var given = Texts.given(url);
        var name = Texts.given(host);
        errors.check(
                        given == null || (name == null && port == null),
                        in + "ollama_host",
                        "is model_host: send one of them")
                .check(
                        port == null || (port >= 1 && port <= HIGHEST_PORT),
                        in + "ollama_port",
                        "is 1 to " + HIGHEST_PORT)
                .check(port == null || name != null || given != null, in + "ollama_port", "comes with ollama_host");
        if (given != null || name == null) {
            return given;
        }
        var base = name.contains("://") ? name : "https://" + name;
        return port == null ? base : base.replaceFirst("/+$", "") + ":" + port;
    }
}
