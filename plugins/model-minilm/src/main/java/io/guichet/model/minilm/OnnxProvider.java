package io.guichet.model.minilm;

import ai.onnxruntime.OrtException;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.ConfigProperty.Type;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.Embeddings;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.ModelProvider;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.ModelUnavailable.Reason;
import io.guichet.spi.model.Prompt;
import io.guichet.spi.model.TextUse;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Locale;

/** A model of vectors whose files whoever runs the platform laid on the server: {@code name@edition}. */
final class OnnxProvider implements ModelProvider {

    private final LoadedNetwork network = new LoadedNetwork();

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public List<ConfigProperty> settings() {
        return List.of(
                new ConfigProperty(
                        ModelFiles.NETWORK, "Fichier du modèle (.onnx)", Type.TEXT, true, false, null, List.of()),
                new ConfigProperty(
                        ModelFiles.TOKENIZER,
                        "Fichier de son vocabulaire (tokenizer.json)",
                        Type.TEXT,
                        true,
                        false,
                        null,
                        List.of()),
                new ConfigProperty(
                        ModelFiles.POOLING,
                        "Vecteur d’un texte : moyenne de ses mots, ou le premier",
                        Type.CHOICE,
                        false,
                        false,
                        ModelFiles.MEAN,
                        List.of(ModelFiles.MEAN, "first")),
                words(TextUse.ASKED, "Mots devant une question"),
                words(TextUse.KEPT, "Mots devant un passage"));
    }

    private static ConfigProperty words(TextUse use, String label) {
        return new ConfigProperty(use.setting(), label, Type.TEXT, false, false, null, List.of());
    }

    @Override
    public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
        throw new ModelUnavailable(Reason.UNSUPPORTED, "the provider onnx makes vectors alone", null);
    }

    @Override
    public Embeddings embed(ModelServer server, String name, List<String> texts) throws ModelUnavailable {
        return embed(server, name, texts, "");
    }

    @Override
    public Embeddings embed(ModelServer server, String name, List<String> texts, TextUse use) throws ModelUnavailable {
        return embed(server, name, texts, use.prefix(server.settings()));
    }

    private Embeddings embed(ModelServer server, String name, List<String> texts, String prefix)
            throws ModelUnavailable {
        var edition = name.substring(name.lastIndexOf('@') + 1);
        try {
            var files = ModelFiles.of(server.settings())
                    .orElseThrow(() -> new ModelUnavailable(Reason.REFUSED, "no file of a model is named", null));
            return network.embed(edition, () -> load(files, edition), prefix, texts);
        } catch (InvalidPathException e) {
            throw new ModelUnavailable(Reason.REFUSED, "no path of a file: " + e.getMessage(), e);
        }
    }

    /** Vectors of these files are kept under the name that was asked for: files that are others make none. */
    private static Network load(ModelFiles files, String edition) throws IOException, OrtException {
        var loaded = Network.of(files, pooling(files));
        try {
            requireEdition(files, edition);
            return loaded;
        } catch (IOException e) {
            loaded.close();
            throw e;
        }
    }

    private static void requireEdition(ModelFiles files, String edition) throws IOException {
        var found = files.edition();
        if (!found.equals(edition)) {
            throw new IOException("the files are those of " + found + ", and " + edition + " is asked for");
        }
    }

    private static Network.Pooling pooling(ModelFiles files) throws IOException {
        try {
            return Network.Pooling.valueOf(files.pooling().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IOException(ModelFiles.POOLING + " is mean or first, and not " + files.pooling(), e);
        }
    }

    @Override
    public int countTokens(String name, String text) {
        return network.tokens(text).orElseGet(() -> ModelProvider.super.countTokens(name, text));
    }

    /** Waits for those who compute, and lets the model go. */
    void close() {
        network.close();
    }
}
