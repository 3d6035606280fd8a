package io.guichet.model.minilm;

import io.guichet.spi.Plugin;
import io.guichet.spi.model.ModelProvider;
import java.util.List;

/** Offers the providers {@code minilm}, whose model it brings, and {@code onnx}, whose model lies on the server. */
public final class MiniLmPlugin implements Plugin {

    private final MiniLmProvider bundled = new MiniLmProvider();
    private final OnnxProvider files = new OnnxProvider();

    @Override
    public String id() {
        return "model-minilm";
    }

    @Override
    public List<ModelProvider> modelProviders() {
        return List.of(bundled, files);
    }

    @Override
    public void close() {
        bundled.close();
        files.close();
    }
}
