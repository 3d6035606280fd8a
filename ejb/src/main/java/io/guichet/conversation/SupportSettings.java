package io.guichet.conversation;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.PlainText;
import java.util.List;
import java.util.Objects;

/**
 * When people of a tenant are there, and when its agents call them.
 *
 * @param keywords words on which a person is called, whatever their case and accents
 * @param misunderstandings so many messages in a row that the agent did not understand call one, 1 to 10
 * @param confidence an answer less sure than this is a person's to give, 0 to 1
 * @param anger whether somebody who is angry gets a person
 */
public record SupportSettings(
        SupportHours hours, List<String> keywords, int misunderstandings, double confidence, boolean anger) {

    /** What holds where a tenant says nothing. */
    public static final SupportSettings USUAL = new SupportSettings(SupportHours.UNKNOWN, List.of(), 3, 0.35, true);

    private static final int MOST_KEYWORDS = 100;
    private static final int LONGEST_KEYWORD = 60;

    public SupportSettings {
        Objects.requireNonNull(hours);
        keywords = List.copyOf(keywords);
    }

    void check() {
        var errors = new FieldErrors()
                .check(
                        keywords.size() <= MOST_KEYWORDS && keywords.stream().allMatch(SupportSettings::isKeyword),
                        "keywords",
                        "are at most " + MOST_KEYWORDS + ", each of 2 to " + LONGEST_KEYWORD + " characters")
                .check(misunderstandings >= 1 && misunderstandings <= 10, "misunderstandings", "is 1 to 10")
                .check(confidence >= 0 && confidence <= 1, "confidence", "is 0 to 1");
        hours.check(errors).throwIfAny();
    }

    private static boolean isKeyword(String word) {
        return word.strip().length() >= 2
                && PlainText.isAtMost(word, LONGEST_KEYWORD)
                && PlainText.isClean(word, false);
    }
}
