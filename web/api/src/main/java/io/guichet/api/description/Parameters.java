package io.guichet.api.description;

import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Parameters that mean the same wherever they are. */
final class Parameters {

    private static final Map<String, String> MEANINGS = Map.ofEntries(
            Map.entry(
                    "Idempotency-Key",
                    "1 to 200 characters of the caller's choice. The same key and body get the first answer again; the same"
                            + " key with another body is 422 idempotency_key_reused."),
            Map.entry("If-Match", "The ETag that was read, or *. Missing: 428 precondition_required."),
            Map.entry(
                    "X-Client",
                    "With a bearer token, which of his tenants a user means: its id or slug. Needed where he has several."),
            Map.entry("X-Deployment-Key", "The deployment that the session was opened for; another one is refused."),
            Map.entry(
                    "X-Parent-Origin",
                    "The origin of the page that the session was opened on; a session of another page, or of a link, is"
                            + " refused."),
            Map.entry("Origin", "Where the page comes from; a browser says so by itself."),
            Map.entry("Accept-Language", "fr or en, as RFC 9110 writes preferences; fr where neither is asked for."),
            Map.entry(
                    "Last-Event-ID",
                    "Resumes behind this message; a browser sends it by itself. Anything else begins anew."),
            Map.entry("limit", "At most so many, 1 to 100."),
            Map.entry("cursor", "page.next of the page before; nothing for the first page."),
            Map.entry("before", "page.next of the page before; nothing for the first page."),
            Map.entry("after", "page.next of the page before; nothing for the first page."),
            Map.entry("q", "Only what has this text in it, whatever the case."),
            Map.entry("sort", "The field to sort by; a - before it turns the order round."),
            Map.entry("id", "Its public id. What is not there and what is another's is 404 alike."));

    private Parameters() {}

    static void describe(Operation operation) {
        if (operation.getParameters() == null) {
            return;
        }
        for (var parameter : operation.getParameters()) {
            if (Objects.requireNonNullElse(parameter.getDescription(), "").isBlank()) {
                parameter.setDescription(meaning(parameter));
            }
            if (parameter.getSchema() == null) {
                parameter.setSchema(WireSchemas.schema(SchemaType.STRING));
            }
            if (parameter.getIn() == Parameter.In.PATH) {
                parameter.setRequired(true);
            }
        }
    }

    /** Null where nothing is known: the lint of the document then asks for words. */
    private static @org.jspecify.annotations.Nullable String meaning(Parameter parameter) {
        var known = MEANINGS.get(parameter.getName());
        if (known != null || parameter.getIn() != Parameter.In.PATH) {
            return known;
        }
        return MEANINGS.get("id");
    }
}
