package io.guichet.answering.models;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Json;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.TextUse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a model wants before its texts, as sentence-transformers writes it beside a network: {@code prompts} of
 * {@code config_sentence_transformers.json}, by {@code query}, and by {@code document}, {@code passage} or {@code corpus}.
 */
final class PromptsOfFiles {

    private static final String FILE = "config_sentence_transformers.json";

    private static final Map<TextUse, List<String>> NAMES = Map.of(
            TextUse.ASKED, List.of("query"),
            TextUse.KEPT, List.of("document", "passage", "corpus"));

    private PromptsOfFiles() {}

    /**
     * Beside the network, else beside its tokenizer.
     *
     * @return by the names of the settings that say the same; empty where there is no such file
     * @throws IOException if there is one that cannot be read
     */
    static Map<String, String> of(ModelFiles files) throws IOException {
        var file = Stream.of(files.network(), files.tokenizer())
                .map(beside -> beside.resolveSibling(FILE))
                .filter(Files::isRegularFile)
                .findFirst();
        return file.isEmpty() ? Map.of() : read(file.get());
    }

    private static Map<String, String> read(Path file) throws IOException {
        JsonNode config;
        try {
            config = Json.mapper().readTree(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
        var prompts = config.path("prompts");
        var otherwise = prompt(prompts, config.path("default_prompt_name").asText());
        var found = new HashMap<String, String>();
        NAMES.forEach((use, names) -> names.stream()
                .flatMap(name -> prompt(prompts, name).stream())
                .findFirst()
                .or(() -> otherwise)
                .ifPresent(words -> found.put(use.setting(), words)));
        return found;
    }

    private static Optional<String> prompt(JsonNode prompts, String name) {
        return Optional.of(prompts.path(name)).filter(JsonNode::isTextual).map(JsonNode::asText);
    }
}
