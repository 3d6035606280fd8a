package io.guichet.words;

import java.util.Map;
import java.util.OptionalInt;

/** Small whole numbers, in digits or in words. */
public final class Numbers {

    private static final Map<String, Integer> WORDS = Map.ofEntries(
            Map.entry("un", 1),
            Map.entry("une", 1),
            Map.entry("deux", 2),
            Map.entry("trois", 3),
            Map.entry("quatre", 4),
            Map.entry("cinq", 5),
            Map.entry("six", 6),
            Map.entry("sept", 7),
            Map.entry("huit", 8),
            Map.entry("neuf", 9),
            Map.entry("dix", 10),
            Map.entry("onze", 11),
            Map.entry("douze", 12),
            Map.entry("treize", 13),
            Map.entry("quatorze", 14),
            Map.entry("quinze", 15),
            Map.entry("seize", 16),
            Map.entry("vingt", 20),
            Map.entry("trente", 30),
            Map.entry("quarante", 40),
            Map.entry("cinquante", 50),
            Map.entry("one", 1),
            Map.entry("two", 2),
            Map.entry("three", 3),
            Map.entry("four", 4),
            Map.entry("five", 5),
            Map.entry("seven", 7),
            Map.entry("eight", 8),
            Map.entry("nine", 9),
            Map.entry("ten", 10),
            Map.entry("eleven", 11),
            Map.entry("twelve", 12),
            Map.entry("fifteen", 15),
            Map.entry("twenty", 20),
            Map.entry("thirty", 30),
            Map.entry("forty", 40),
            Map.entry("dizaine", 10),
            Map.entry("douzaine", 12),
            Map.entry("dozen", 12));

    private Numbers() {}

    /** The number that one word or number is. */
    public static OptionalInt at(Sentence sentence, int at) {
        if (sentence.isNumber(at)) {
            return OptionalInt.of(Integer.parseInt(digits(sentence.word(at))));
        }
        var value = WORDS.get(sentence.word(at));
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /** A number of one or two words that begins there: « trente », « vingt cinq », « dix neuf ». */
    static Run run(Sentence sentence, int at) {
        var first = at(sentence, at);
        if (first.isEmpty() || sentence.isNumber(at)) {
            return new Run(first, first.isPresent() ? 1 : 0);
        }
        int joined = sentence.word(at + 1).equals("et") ? at + 2 : at + 1;
        var next = sentence.isNumber(joined) ? OptionalInt.empty() : at(sentence, joined);
        int tens = first.getAsInt();
        boolean adds = next.isPresent()
                && next.getAsInt() < 10
                && (tens >= 20 || (tens == 10 && next.getAsInt() >= 7))
                && (joined == at + 1 || next.getAsInt() == 1);
        return adds ? new Run(OptionalInt.of(tens + next.getAsInt()), joined + 1 - at) : new Run(first, 1);
    }

    /** Whatever a script calls a digit is read as one. */
    private static String digits(String text) {
        var plain = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            plain.append(Character.digit(text.charAt(i), 10));
        }
        return plain.toString();
    }

    /**
     * @param words how many of the sentence it takes
     */
    record Run(OptionalInt value, int words) {}
}
