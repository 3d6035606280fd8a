package io.guichet.model.minilm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenizerTest {

    private static final String PIECES = """
            {"model": {"type": "Unigram", "unk_id": 3, "vocab": [
              ["<s>", 0.0], ["<pad>", 0.0], ["</s>", 0.0], ["<unk>", 0.0],
              ["▁", -4.0], ["▁dou", -6.0], ["che", -5.0], ["▁douche", -9.0], ["s", -3.0],
              ["▁la", -4.0], ["é", -7.0], ["ouv", -7.0], ["ouvert", -9.5], ["ert", -6.0], ["½", -1.0]]},
             "normalizer": %s}""";

    private static Tokenizer pieces(String normalizer) throws IOException {
        return Tokenizer.read(PIECES.formatted(normalizer).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Integer> of(Tokenizer tokenizer, String text) {
        return tokenizer.of(text, 100);
    }

    @Test
    void a_word_becomes_the_pieces_that_are_together_the_most_probable() throws IOException {
        var words = pieces("null");

        assertThat(of(words, "la douche")).containsExactly(9, 7);
        assertThat(of(words, "douches")).containsExactly(7, 8);
        assertThat(of(words, " la \t\n la ")).containsExactly(9, 9);
        assertThat(of(words, "ouvert")).containsExactly(4, 12);
        assertThat(words.framed(of(words, "la"))).containsExactly(0, 9, 2);
        assertThat(words.framed(of(words, ""))).containsExactly(0, 2);
    }

    @Test
    void what_is_in_no_piece_is_one_unknown_piece_together() throws IOException {
        var words = pieces("null");

        assertThat(of(words, "浴室")).containsExactly(4, 3);
        assertThat(of(words, "la🛁🛁s")).containsExactly(9, 3, 8);
        assertThat(of(words, "\0\uFFFD")).isEmpty();
        assertThat(of(words, "\uD83D")).isNotNull();
    }

    @Test
    void letters_of_one_meaning_are_one_letter() throws IOException {
        assertThat(of(pieces("null"), "e\u0301")).containsExactly(4, 10);
        assertThat(of(pieces("null"), "ｌａ")).containsExactly(9);
        assertThat(of(pieces("null"), "LA")).isNotEqualTo(List.of(9));
        assertThat(of(pieces("{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Lowercase\"}]}"), "LA"))
                .containsExactly(9);
    }

    @Test
    void no_more_is_read_than_was_asked_for() throws IOException {
        assertThat(pieces("null").of("la ".repeat(10_000), 7)).hasSize(7);
        assertThat(pieces("null").of("douche".repeat(100_000), 7)).hasSize(7);
    }

    @Test
    void a_vocabulary_with_capitals_and_accents_keeps_them() throws IOException {
        var words = Tokenizer.read("""
                {"model": {"type": "WordPiece", "vocab":
                  {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "Été": 3, "ete": 4, "été": 5}},
                 "normalizer": {"type": "BertNormalizer", "lowercase": false, "strip_accents": null}}""".getBytes(StandardCharsets.UTF_8));

        assertThat(of(words, "Été été ete ÉTÉ")).containsExactly(3, 5, 4, 0);
    }

    @Test
    void what_is_no_vocabulary_is_refused() {
        for (var text :
                List.of("{}", "{\"model\": {\"type\": \"BPE\"}}", "{\"model\": {\"type\": \"Unigram\"}}", "non")) {
            assertThatThrownBy(() -> Tokenizer.read(text.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(IOException.class);
        }
    }
}
