package io.guichet.model.minilm;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a text into the pieces that are together the most probable, as multilingual networks have them (XLM-RoBERTa,
 * multilingual MiniLM and E5). A word begins with {@code ▁}.
 *
 * @see "Kudo, Subword Regularization; Kudo and Richardson, SentencePiece"
 */
final class SentencePieces implements Tokenizer {

    private static final char BEGIN_OF_WORD = '▁';

    /** A character that is in no piece is so much less probable than the rarest piece. */
    private static final double UNKNOWN_PENALTY = 10;

    /** A longer word is read in parts: the time goes with the length, and nobody has such words. */
    private static final int LONGEST_WORD = 200;

    private record Piece(int id, double score) {}

    private final Map<String, Piece> vocabulary;
    private final int longest;
    private final Piece unknown;
    private final int begin;
    private final int end;
    private final boolean lowerCase;

    private SentencePieces(Map<String, Piece> vocabulary, Piece unknown, int begin, int end, boolean lowerCase) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.longest =
                vocabulary.keySet().stream().mapToInt(String::length).max().orElse(1);
        this.unknown = unknown;
        this.begin = begin;
        this.end = end;
        this.lowerCase = lowerCase;
    }

    static SentencePieces read(JsonNode json) throws IOException {
        var model = json.path("model");
        var vocabulary = new HashMap<String, Piece>();
        var rarest = 0.0;
        var id = 0;
        for (var entry : model.path("vocab")) {
            var score = entry.path(1).doubleValue();
            vocabulary.putIfAbsent(entry.path(0).asText(), new Piece(id++, score));
            rarest = Math.min(rarest, score);
        }
        var unknown = model.path("unk_id");
        if (vocabulary.isEmpty() || !unknown.isInt()) {
            throw new IOException("no vocabulary of SentencePiece's: pieces, or what stands for none, are missing");
        }
        var named = named(json, vocabulary);
        return new SentencePieces(
                vocabulary,
                new Piece(unknown.intValue(), rarest - UNKNOWN_PENALTY),
                required(named, "<s>", "[CLS]"),
                required(named, "</s>", "[SEP]"),
                Tokenizer.has(json.path("normalizer"), "Lowercase"));
    }

    /** What stands around a text may be in the vocabulary, or beside it. */
    private static Map<String, Integer> named(JsonNode json, Map<String, Piece> vocabulary) {
        var named = new HashMap<String, Integer>();
        vocabulary.forEach((piece, known) -> named.put(piece, known.id()));
        for (var added : json.path("added_tokens")) {
            named.put(added.path("content").asText(), added.path("id").intValue());
        }
        return named;
    }

    private static int required(Map<String, Integer> named, String one, String other) throws IOException {
        var id = named.getOrDefault(one, named.get(other));
        if (id == null) {
            throw new IOException("no vocabulary of SentencePiece's: " + one + " and " + other + " are missing");
        }
        return id;
    }

    @Override
    public List<Integer> of(String text, int most) {
        var pieces = new ArrayList<Integer>();
        for (var word : plain(text).split(" ")) {
            for (var from = 0; from < word.length() && pieces.size() < most; from += LONGEST_WORD) {
                var part = word.substring(from, Math.min(word.length(), from + LONGEST_WORD));
                pieces.addAll(likeliest(from == 0 ? BEGIN_OF_WORD + part : part));
            }
            if (pieces.size() >= most) {
                return List.copyOf(pieces.subList(0, most));
            }
        }
        return List.copyOf(pieces);
    }

    @Override
    public long[] framed(List<Integer> pieces) {
        return Tokenizer.between(begin, pieces, end);
    }

    /** The way through a word whose pieces have the highest sum; what is in none is one unknown piece together. */
    private List<Integer> likeliest(String word) {
        var best = new double[word.length() + 1];
        var from = new int[word.length() + 1];
        var last = new Piece[word.length() + 1];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        best[0] = 0;
        for (var at = 0; at < word.length(); at += Character.charCount(word.codePointAt(at))) {
            var next = at + Character.charCount(word.codePointAt(at));
            for (var to = next; to <= Math.min(word.length(), at + longest); to++) {
                var piece = vocabulary.get(word.substring(at, to));
                if (piece != null && best[at] + piece.score() > best[to]) {
                    best[to] = best[at] + piece.score();
                    from[to] = at;
                    last[to] = piece;
                }
            }
            if (!vocabulary.containsKey(word.substring(at, next)) && best[at] + unknown.score() > best[next]) {
                best[next] = best[at] + unknown.score();
                from[next] = at;
                last[next] = unknown;
            }
        }
        return back(word.length(), from, last);
    }

    private List<Integer> back(int length, int[] from, Piece[] last) {
        var pieces = new ArrayList<Integer>();
        var unknownBefore = false;
        for (var at = length; at > 0; at = from[at]) {
            var isUnknown = last[at].equals(unknown);
            if (!isUnknown || !unknownBefore) {
                pieces.add(last[at].id());
            }
            unknownBefore = isUnknown;
        }
        Collections.reverse(pieces);
        return pieces;
    }

    private String plain(String text) {
        var plain = new StringBuilder();
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(c -> {
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || c == BEGIN_OF_WORD || c == 0xFFFD) {
                plain.append(' ');
            } else if (!Character.isISOControl(c) && Character.getType(c) != Character.SURROGATE) {
                plain.appendCodePoint(c);
            }
        });
        var blanks = plain.toString().strip();
        return lowerCase ? blanks.toLowerCase(Locale.ROOT) : blanks;
    }
}
