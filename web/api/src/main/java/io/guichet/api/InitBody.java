package io.guichet.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the body of an init leads to, looked at before it is read. A body that cannot be understood leads nowhere, and is
 * refused by whoever reads it.
 *
 * @param isLink whether it is the token of a link, and not the key of a deployment
 */
record InitBody(Optional<String> secret, boolean isLink) {

    /** Two short fields, and what a page says of itself. */
    private static final int LARGEST = 64 * 1024;

    /** What could be one of ours: nothing else is looked for. */
    private static final Pattern SECRET = Pattern.compile("[A-Za-z0-9_-]{1,200}");

    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @throws GuichetException {@link ProblemCode#BODY_TOO_LARGE}
     */
    static InitBody of(ContainerRequestContext request) throws IOException {
        var bytes = request.getEntityStream().readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new GuichetException(ProblemCode.BODY_TOO_LARGE, "At most " + LARGEST + " bytes are read here.");
        }
        request.setEntityStream(new ByteArrayInputStream(bytes));
        return of(bytes);
    }

    static InitBody of(byte[] bytes) {
        String link = null;
        String key = null;
        try (var json = JSON.createParser(bytes)) {
            if (json.nextToken() == JsonToken.START_OBJECT) {
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    var name = json.currentName();
                    var text = json.nextToken() == JsonToken.VALUE_STRING ? json.getText() : null;
                    json.skipChildren();
                    switch (name) {
                        case "session_token" -> link = text;
                        case "deployment_key" -> key = text;
                        default -> {}
                    }
                }
            }
        } catch (IOException e) {
            return new InitBody(Optional.empty(), false);
        }
        return new InitBody(Optional.ofNullable(either(link, key)).filter(SECRET.asMatchPredicate()), link != null);
    }

    private static @Nullable String either(@Nullable String one, @Nullable String other) {
        return one == null ? other : one;
    }
}
