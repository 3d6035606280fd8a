package io.guichet.model.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.guichet.spi.model.ModelFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A network: tokens in, one vector out. Called from many threads at once. */
final class Network implements AutoCloseable {

    /** How the vectors of tokens become one. A network that makes one by itself is believed. */
    enum Pooling {
        MEAN,
        FIRST
    }

    /** As many tokens as most were made for; a longer text is read in parts, whose vectors are averaged. */
    private static final int WINDOW = 254;

    private static final int MOST_WINDOWS = 8;

    private static final String IDS = "input_ids";
    private static final String MASK = "attention_mask";
    private static final String TYPES = "token_type_ids";

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Tokenizer words;
    private final Pooling pooling;

    private Network(OrtEnvironment environment, OrtSession session, Tokenizer words, Pooling pooling) {
        this.environment = environment;
        this.session = session;
        this.words = words;
        this.pooling = pooling;
    }

    private interface Opening {
        OrtSession open(OrtEnvironment environment, OrtSession.SessionOptions options) throws IOException, OrtException;
    }

    /** Loads what lies in the plugin by this name: a second or so. */
    static Network bundled(String name) throws IOException, OrtException {
        return open(
                (environment, options) -> environment.createSession(resource(name + ".onnx"), options),
                Tokenizer.read(resource(name + "-tokenizer.json")),
                Pooling.MEAN);
    }

    /**
     * Loads what lies in files of the server.
     *
     * @throws IOException if it is no network of texts
     */
    static Network of(ModelFiles files, Pooling pooling) throws IOException, OrtException {
        return open(
                (environment, options) ->
                        environment.createSession(files.network().toString(), options),
                Tokenizer.read(Files.readAllBytes(files.tokenizer())),
                pooling);
    }

    private static Network open(Opening opening, Tokenizer words, Pooling pooling) throws IOException, OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            // One text is one thread's: many are computed beside each other.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = opening.open(environment, options);
            var inputs = session.getInputNames();
            if (!inputs.contains(IDS) || !Set.of(IDS, MASK, TYPES).containsAll(inputs)) {
                session.close();
                throw new IOException("no network that reads tokens of a text: it wants " + inputs);
            }
            return new Network(environment, session, words, pooling);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = Network.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException(name);
            }
            return in.readAllBytes();
        }
    }

    /** At most so many as are read. */
    List<Integer> tokens(String text) {
        return words.of(text, WINDOW * MOST_WINDOWS);
    }

    /**
     * A text in pieces.
     *
     * @param head the words before it, said again before each of its parts
     * @param body at most so many as are read beside them
     */
    record Pieces(List<Integer> head, List<Integer> body) {

        int size() {
            return head.size() + body.size();
        }
    }

    /** Words before a text that run into its first word, or take half a window, are read once, with the text. */
    Pieces pieces(String prefix, String text) {
        var all = tokens(prefix + text);
        var head = tokens(prefix);
        var apart = head.size() <= WINDOW / 2
                && head.size() <= all.size()
                && all.subList(0, head.size()).equals(head);
        if (!apart) {
            return new Pieces(List.of(), all);
        }
        var most = head.size() + (WINDOW - head.size()) * MOST_WINDOWS;
        return new Pieces(head, all.subList(head.size(), Math.min(most, all.size())));
    }

    float[] vector(Pieces pieces) throws OrtException {
        var body = pieces.body();
        var part = WINDOW - pieces.head().size();
        var sum = new double[0];
        for (var from = 0; from == 0 || from < body.size(); from += part) {
            var window = body.subList(from, Math.min(from + part, body.size()));
            var vector = ofWindow(
                    Stream.concat(pieces.head().stream(), window.stream()).toList());
            if (sum.length == 0) {
                sum = new double[vector.length];
            }
            for (var i = 0; i < sum.length; i++) {
                sum[i] += vector[i] * Math.max(1, window.size());
            }
        }
        var vector = new float[sum.length];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = (float) (sum[i] / Math.max(1, body.size()));
        }
        return vector;
    }

    private float[] ofWindow(List<Integer> window) throws OrtException {
        var ids = words.framed(window);
        var ones = new long[ids.length];
        Arrays.fill(ones, 1);
        var shape = new long[] {1, ids.length};
        try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                var types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
            var inputs = new HashMap<String, OnnxTensor>();
            inputs.put(IDS, input);
            inputs.put(MASK, mask);
            inputs.put(TYPES, types);
            inputs.keySet().retainAll(session.getInputNames());
            try (var result = session.run(inputs)) {
                return pooled(result.get(0).getValue());
            }
        }
    }

    private float[] pooled(Object made) throws OrtException {
        return switch (made) {
            case float[][][] ofTokens when pooling == Pooling.FIRST -> ofTokens[0][0];
            case float[][][] ofTokens -> mean(ofTokens[0]);
            case float[][] ofText -> ofText[0];
            default ->
                throw new OrtException("it makes no vectors: " + made.getClass().getSimpleName());
        };
    }

    private static float[] mean(float[][] states) {
        var mean = new float[states[0].length];
        for (var state : states) {
            for (var i = 0; i < mean.length; i++) {
                mean[i] += state[i] / states.length;
            }
        }
        return mean;
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            System.getLogger(Network.class.getName()).log(Level.WARNING, "the model could not be closed", e);
        }
    }
}
