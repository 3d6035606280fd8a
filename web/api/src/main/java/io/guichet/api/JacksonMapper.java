package io.guichet.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.Json;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** JSON at the border is JSON as Guichet writes it everywhere; what comes in is text that can be kept. */
@Provider
public class JacksonMapper implements ContextResolver<ObjectMapper> {

    private static final ObjectMapper BORDER =
            Json.mapper().copy().registerModule(new SimpleModule().addDeserializer(String.class, new KeptText()));

    @Override
    public ObjectMapper getContext(Class<?> type) {
        return BORDER;
    }

    /** PostgreSQL keeps no NUL, and half a character (a surrogate alone) is none in UTF-8. */
    private static final class KeptText extends StringDeserializer {

        private static final long serialVersionUID = 1L;

        @Override
        public @Nullable String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            var text = super.deserialize(parser, context);
            if (text == null) {
                return null;
            }
            var field = parser.currentName();
            new FieldErrors()
                    .check(text.indexOf('\0') < 0, field == null ? "body" : field, "has a NUL character")
                    .throwIfAny();
            return whole(text);
        }

        private static String whole(String text) {
            return text.codePoints().noneMatch(KeptText::isHalf)
                    ? text
                    : text.codePoints()
                            .map(c -> isHalf(c) ? 0xFFFD : c)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
        }

        private static boolean isHalf(int codePoint) {
            return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        }
    }
}
