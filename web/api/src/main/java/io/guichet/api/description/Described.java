package io.guichet.api.description;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What {@code @Schema} on a class or a component of a record says beside what the type tells. */
final class Described {

    private Described() {}

    static void describe(org.eclipse.microprofile.openapi.models.media.Schema schema, Class<?> type) {
        var said = type.getAnnotation(Schema.class);
        if (said != null && !said.description().isEmpty()) {
            schema.description(said.description());
        }
    }

    static void describe(org.eclipse.microprofile.openapi.models.media.Schema schema, @Nullable Schema said) {
        if (said == null) {
            return;
        }
        if (!said.description().isEmpty()) {
            schema.description(said.description());
        }
        if (!said.format().isEmpty()) {
            schema.format(said.format());
        }
        if (!said.pattern().isEmpty()) {
            schema.pattern(said.pattern());
        }
        if (said.enumeration().length > 0) {
            schema.enumeration(new ArrayList<>(Arrays.asList(said.enumeration())));
        }
        bounds(schema, said);
        examples(schema, said);
    }

    private static void bounds(org.eclipse.microprofile.openapi.models.media.Schema schema, Schema said) {
        if (said.maxLength() != Integer.MAX_VALUE) {
            schema.maxLength(said.maxLength());
        }
        if (said.minLength() > 0) {
            schema.minLength(said.minLength());
        }
        if (!said.minimum().isEmpty()) {
            schema.minimum(new BigDecimal(said.minimum()));
        }
        if (!said.maximum().isEmpty()) {
            schema.maximum(new BigDecimal(said.maximum()));
        }
        if (said.minItems() != Integer.MAX_VALUE) {
            schema.minItems(said.minItems());
        }
        if (said.maxItems() != Integer.MIN_VALUE) {
            schema.maxItems(said.maxItems());
        }
    }

    private static void examples(org.eclipse.microprofile.openapi.models.media.Schema schema, Schema said) {
        for (var example : said.examples()) {
            schema.addExample(Examples.parsed(example, schema));
        }
        if (!said.example().isEmpty()) {
            schema.addExample(Examples.parsed(said.example(), schema));
        }
    }
}
