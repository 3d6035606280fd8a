package io.guichet.api.description;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** What opens an operation: said by security schemes, and so not by parameters as well. */
final class Credentials {

    static final String API_KEY = "apiKey";
    static final String BEARER = "bearer";
    static final String SESSION = "session";

    private static final Set<String> HEADERS = Set.of("X-API-Key", "X-Session-ID", "Authorization");

    private Credentials() {}

    static void describe(Operation operation) {
        var schemes = schemes(operation);
        if (operation.getParameters() != null) {
            operation.setParameters(operation.getParameters().stream()
                    .filter(p -> p.getIn() != Parameter.In.HEADER || !HEADERS.contains(p.getName()))
                    .toList());
        }
        if (schemes.isEmpty()) {
            // An empty list would not outlive the server's merging: one requirement of nothing says the same.
            operation.setSecurity(new ArrayList<>(List.of(OASFactory.createSecurityRequirement())));
        } else if (schemes.contains(API_KEY)) {
            // A client_admin who signed in may do what his tenant's own software may.
            if (!schemes.contains(BEARER)) {
                operation.addSecurityRequirement(
                        OASFactory.createSecurityRequirement().addScheme(BEARER));
            }
            mayName("X-Client", operation);
        } else if (schemes.contains(SESSION)) {
            mayName("X-Deployment-Key", operation);
            mayName("X-Parent-Origin", operation);
        }
    }

    static List<String> schemes(Operation operation) {
        return operation.getSecurity() == null
                ? List.of()
                : operation.getSecurity().stream()
                        .filter(requirement -> requirement.getSchemes() != null)
                        .flatMap(requirement -> requirement.getSchemes().keySet().stream())
                        .toList();
    }

    private static void mayName(String header, Operation operation) {
        var known = operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(p -> header.equals(p.getName()));
        if (!known) {
            operation.addParameter(OASFactory.createParameter().name(header).in(Parameter.In.HEADER));
        }
    }
}
