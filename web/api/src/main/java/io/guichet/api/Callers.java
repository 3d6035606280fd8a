package io.guichet.api;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Authenticate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.jspecify.annotations.Nullable;

/** Turns what a caller shows into who it is. */
@ApplicationScoped
public class Callers {

    private static final int LONGEST = 200;

    @Inject
    Authenticate authenticate;

    /**
     * A tenant's own software.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_API_KEY} for a key that is missing, unknown or revoked, the
     *     same for all three
     */
    CallContext byApiKey(@Nullable String key) {
        if (key == null || key.isBlank() || key.length() > LONGEST) {
            throw invalidKey();
        }
        return authenticate.byApiKey(new Token(key), Correlation.current()).orElseThrow(Callers::invalidKey);
    }

    /**
     * The secret of a visitor's session.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION} if there is none
     */
    Token session(@Nullable String secret) {
        if (secret == null || secret.isBlank() || secret.length() > LONGEST) {
            throw new GuichetException(ProblemCode.INVALID_SESSION, "X-Session-ID carries the session's secret.");
        }
        return new Token(secret);
    }

    private static GuichetException invalidKey() {
        return new GuichetException(ProblemCode.INVALID_API_KEY, "X-API-Key carries a key that is valid.");
    }
}
