package io.guichet.answering;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentences of a passage that answer a question best, as they stand there: an answer without any model. Pure. */
final class Extract {

    private static final int LONGEST = 420;
    private static final int LONGEST_PASSAGE = 8_000;
    private static final int STEM = 5;
    private static final Pattern SENTENCE_ENDS = Pattern.compile("(?<=[.!?…])\\s+|\\n+");
    private static final Set<String> COMMON = Set.of(
            "avec", "cette", "dans", "elle", "est", "etes", "etre", "faire", "faites", "leur", "mais", "nous", "pour",
            "que", "quel", "quels", "quelle", "quelles", "sont", "sur", "une", "des", "les", "vos", "vous", "votre",
            "the", "and", "are", "can", "for", "have", "what", "with", "you", "your", "does");

    private Extract() {}

    /**
     * @param passage not blank
     * @return one sentence or a few that follow each other, at most 420 characters
     */
    static String of(String question, String passage) {
        var sentences = SENTENCE_ENDS
                .splitAsStream(passage.length() > LONGEST_PASSAGE ? passage.substring(0, LONGEST_PASSAGE) : passage)
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
        if (sentences.isEmpty()) {
            return passage.strip();
        }
        var asked = stems(question);
        var best = 0;
        for (var i = 1; i < sentences.size(); i++) {
            if (shared(asked, sentences.get(i)) > shared(asked, sentences.get(best))) {
                best = i;
            }
        }
        return joined(sentences, best);
    }

    private static String joined(List<String> sentences, int from) {
        var text = new StringBuilder(shortened(sentences.get(from)));
        for (var i = from + 1; i < sentences.size(); i++) {
            if (text.length() + 1 + sentences.get(i).length() > LONGEST) {
                break;
            }
            text.append(' ').append(sentences.get(i));
        }
        return text.toString();
    }

    private static String shortened(String sentence) {
        if (sentence.length() <= LONGEST) {
            return sentence;
        }
        var space = sentence.lastIndexOf(' ', LONGEST - 1);
        return sentence.substring(0, space < LONGEST / 2 ? LONGEST - 1 : space) + "…";
    }

    private static long shared(Set<String> asked, String sentence) {
        return stems(sentence).stream().filter(asked::contains).count();
    }

    private static Set<String> stems(String text) {
        var folded = Normalizer.normalize(text, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT);
        return Arrays.stream(folded.split("[^\\p{L}\\p{N}]+"))
                .filter(w -> w.length() > 2 && !COMMON.contains(w))
                .map(w -> w.length() > STEM ? w.substring(0, STEM) : w)
                .collect(Collectors.toSet());
    }
}
