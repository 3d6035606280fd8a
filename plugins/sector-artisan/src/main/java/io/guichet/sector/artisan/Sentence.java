package io.guichet.sector.artisan;

import java.util.List;

/**
 * What a contact wrote, ready to be understood.
 *
 * @param text as written
 * @param tokens its words, numbers, measures and breaks
 */
record Sentence(String text, List<Token> tokens) {

    Sentence {
        tokens = List.copyOf(tokens);
    }

    static Sentence of(String text) {
        return new Sentence(text, Measures.collapse(NumberWords.toNumbers(English.toFrench(Scanner.scan(text)))));
    }

    int size() {
        return tokens.size();
    }

    Token at(int index) {
        return tokens.get(index);
    }

    /** The word there, or an empty text where there is none. */
    String word(int index) {
        return index >= 0 && index < tokens.size() && tokens.get(index) instanceof Token.Word w ? w.text() : "";
    }

    /** The stem there, or an empty text where there is no word. */
    String stem(int index) {
        return index >= 0 && index < tokens.size() && tokens.get(index) instanceof Token.Word w ? w.stem() : "";
    }

    /** Whether this sign separates words there. */
    boolean hasSign(int index, char sign) {
        return index >= 0 && index < tokens.size() && tokens.get(index) instanceof Token.Break b && b.sign() == sign;
    }

    /** Whether a sentence ends there, within the text. */
    boolean ends(int index) {
        return tokens.get(index) instanceof Token.Break sign && sign.strong();
    }

    /** Whether a sentence or a clause ends there, or the text does. */
    boolean breaks(int index) {
        return index < 0 || index >= tokens.size() || tokens.get(index) instanceof Token.Break;
    }
}
