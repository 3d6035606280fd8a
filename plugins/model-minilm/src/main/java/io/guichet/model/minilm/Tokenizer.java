package io.guichet.model.minilm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;

/** Cuts a text into the pieces that a network knows. Called from many threads at once. */
interface Tokenizer {

    /**
     * @param most how many at most; the rest of the text is not read
     */
    List<Integer> of(String text, int most);

    /** With what stands before and after a text. */
    long[] framed(List<Integer> pieces);

    /**
     * Reads a {@code tokenizer.json} of Hugging Face.
     *
     * @throws IOException if it is none, or of a kind that is not known here
     */
    static Tokenizer read(byte[] tokenizer) throws IOException {
        var json = new ObjectMapper().readTree(tokenizer);
        var model = json.path("model");
        // Older files do not say it; only BERT's have their pieces by name.
        var kind = model.path("type").asText(model.path("vocab").isObject() ? "WordPiece" : "");
        return switch (kind) {
            case "WordPiece" -> WordPieces.read(json);
            case "Unigram" -> SentencePieces.read(json);
            default -> throw new IOException("no tokenizer of the kinds WordPiece and Unigram: " + kind);
        };
    }

    /** The pieces with one that begins and one that ends. */
    static long[] between(long begin, List<Integer> pieces, long end) {
        var ids = new long[pieces.size() + 2];
        ids[0] = begin;
        for (var i = 0; i < pieces.size(); i++) {
            ids[i + 1] = pieces.get(i);
        }
        ids[ids.length - 1] = end;
        return ids;
    }

    /** Whether a step of this kind stands anywhere among those that make a text plain. */
    static boolean has(JsonNode normalizer, String kind) {
        return normalizer.findValuesAsText("type").contains(kind);
    }
}
