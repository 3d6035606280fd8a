package io.guichet.model.minilm;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The network: tokens in, one vector out. Called from many threads at once. */
final class MiniLm implements AutoCloseable {

    /** As many tokens as it was made for; a longer text is read in parts, whose vectors are averaged. */
    private static final int WINDOW = 254;

    private static final int MOST_WINDOWS = 8;

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final WordPieces words;

    private MiniLm(OrtEnvironment environment, OrtSession session, WordPieces words) {
        this.environment = environment;
        this.session = session;
        this.words = words;
    }

    /** Loads the native library, the network and its vocabulary: a second or so. */
    static MiniLm load() throws IOException, OrtException {
        var environment = OrtEnvironment.getEnvironment();
        try (var options = new OrtSession.SessionOptions()) {
            // One text is one thread's: many are computed beside each other.
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            var session = environment.createSession(resource(MiniLmProvider.MODEL + ".onnx"), options);
            return new MiniLm(
                    environment, session, WordPieces.read(resource(MiniLmProvider.MODEL + "-tokenizer.json")));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (var in = MiniLm.class.getClassLoader().getResourceAsStream(name)) {
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

    float[] vector(List<Integer> tokens) throws OrtException {
        var sum = new double[0];
        for (var from = 0; from == 0 || from < tokens.size(); from += WINDOW) {
            var window = tokens.subList(from, Math.min(from + WINDOW, tokens.size()));
            var vector = mean(window);
            if (sum.length == 0) {
                sum = new double[vector.length];
            }
            for (var i = 0; i < sum.length; i++) {
                sum[i] += vector[i] * Math.max(1, window.size());
            }
        }
        var vector = new float[sum.length];
        for (var i = 0; i < vector.length; i++) {
            vector[i] = (float) (sum[i] / Math.max(1, tokens.size()));
        }
        return vector;
    }

    private float[] mean(List<Integer> window) throws OrtException {
        var ids = words.framed(window);
        var ones = new long[ids.length];
        Arrays.fill(ones, 1);
        var shape = new long[] {1, ids.length};
        try (var input = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                var mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
                var types = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape);
                var result = session.run(Map.of("input_ids", input, "attention_mask", mask, "token_type_ids", types))) {
            var states = ((float[][][]) result.get(0).getValue())[0];
            var mean = new float[states[0].length];
            for (var state : states) {
                for (var i = 0; i < mean.length; i++) {
                    mean[i] += state[i] / states.length;
                }
            }
            return mean;
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            System.getLogger(MiniLm.class.getName()).log(Level.WARNING, "the model could not be closed", e);
        }
    }
}
