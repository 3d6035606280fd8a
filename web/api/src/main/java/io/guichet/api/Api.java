package io.guichet.api;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.servers.Server;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The API, at {@code /api}. */
@ApplicationPath("/")
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Guichet",
                        version = "1",
                        description =
                                "Success: {\"success\": true, \"data\": …}, lists add \"page\": {\"next\": cursor or null}."
                                        + " Errors: application/problem+json (RFC 9457) with a code and a trace_id."
                                        + " A POST that creates or sends takes Idempotency-Key: the same key and body get the first answer again.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
        servers = @Server(url = "/"),
        tags = {
            @Tag(name = "widget", description = "A visitor's conversation, opened by its session's secret"),
            @Tag(name = "client", description = "A tenant's own software, with its API key"),
            @Tag(name = "people", description = "Who signed in, with a bearer token"),
            @Tag(name = "admin", description = "The platform's operators, with a bearer token"),
            @Tag(name = "health", description = "Whether a node lives, and whether it should be sent anything")
        })
@SecurityScheme(
        securitySchemeName = "apiKey",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-API-Key")
@SecurityScheme(
        securitySchemeName = "session",
        type = SecuritySchemeType.APIKEY,
        in = SecuritySchemeIn.HEADER,
        apiKeyName = "X-Session-ID")
@SecurityScheme(securitySchemeName = "bearer", type = SecuritySchemeType.HTTP, scheme = "bearer", bearerFormat = "JWT")
public class Api extends Application {}
