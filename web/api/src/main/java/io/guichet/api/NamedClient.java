package io.guichet.api;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;

/** The client that a path of the administration names. */
final class NamedClient {

    private NamedClient() {}

    /**
     * Somebody who runs the platform, in the client's place; whether there is one is for the use case to find.
     *
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} for what is no id
     */
    static CallContext of(PlatformCaller caller, String client) {
        return caller.in(id(client));
    }

    /**
     * @throws GuichetException {@link ProblemCode#CLIENT_NOT_FOUND} for what is no id
     */
    static TenantId id(String client) {
        return TenantId.parse(client)
                .orElseThrow(() -> new GuichetException(ProblemCode.CLIENT_NOT_FOUND, "No client has this id."));
    }
}
