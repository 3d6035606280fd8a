package io.guichet.api.description;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.openapi.api.SmallRyeOpenAPI;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.jandex.Indexer;

/** The API's description as the server makes it: the same scanner, the same configuration, the compiled resources. */
record Document(JsonNode json) {

    private static final Document OF_THE_API = scanned();

    static Document ofTheApi() {
        return OF_THE_API;
    }

    private static Document scanned() {
        try {
            var classes = Path.of(Description.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            var settings = classes.resolve("META-INF/microprofile-config.properties");
            var config = new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(settings.toUri().toURL()))
                    .build();
            var built = SmallRyeOpenAPI.builder()
                    .withConfig(config)
                    .withIndex(index(classes))
                    .enableStandardStaticFiles(false)
                    .build();
            Files.writeString(Path.of("target/openapi.json"), built.toJSON());
            return new Document(new ObjectMapper().readTree(built.toJSON()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static org.jboss.jandex.IndexView index(Path classes) throws IOException {
        var indexer = new Indexer();
        try (Stream<Path> all = Files.walk(classes)) {
            for (var file : all.filter(f -> f.toString().endsWith(".class")).toList()) {
                try (var in = Files.newInputStream(file)) {
                    indexer.index(in);
                }
            }
        }
        return indexer.complete();
    }

    List<Described> operations() {
        var operations = new ArrayList<Described>();
        json.at("/paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> operation.getValue().has("responses"))
                        .forEach(operation -> operations.add(
                                new Described(operation.getKey(), path.getKey(), operation.getValue()))));
        return operations;
    }

    /** Follows a {@code $ref} within the document. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? json.at(node.at("/$ref").asText().substring(1)) : node;
    }

    record Described(String method, String path, JsonNode operation) {

        @Override
        public String toString() {
            return method.toUpperCase(java.util.Locale.ROOT) + " " + path;
        }
    }
}
