package io.guichet.knowledge;

import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.PlainText;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What every question and answer has to be that is kept and given again. */
final class LearnedText {

    static final int LONGEST_QUESTION = 500;
    static final int LONGEST_ANSWER = 4_000;

    private LearnedText() {}

    /** A question that can be found again: it says something, and nothing of a person. */
    static String question(@Nullable String text, String field, FieldErrors errors) {
        var question = text == null ? "" : text.strip();
        errors.check(!question.isEmpty(), field, "is what is asked")
                .check(
                        PlainText.isAtMost(question, LONGEST_QUESTION),
                        field,
                        "is at most " + LONGEST_QUESTION + " characters")
                .check(PlainText.isClean(question, true), field, "has no control characters")
                .check(
                        question.isEmpty() || !KnownSentence.of(question).isEmpty(),
                        field,
                        "has a word that carries meaning");
        var personal = LearnedPersonalData.in(question);
        errors.check(personal.isEmpty(), field, "tells of a person (" + codes(personal) + "): ask it in general words");
        return question;
    }

    /** An answer that may be given to anybody. */
    static String answer(@Nullable String text, String field, FieldErrors errors) {
        var answer = text == null ? "" : text.strip();
        errors.check(!answer.isEmpty(), field, "is what is answered");
        given(answer, field, errors);
        return answer;
    }

    /** The same where there need not be one. */
    static @Nullable String answerOrNone(@Nullable String text, String field, FieldErrors errors) {
        return text == null || text.isBlank() ? null : answer(text, field, errors);
    }

    private static void given(String answer, String field, FieldErrors errors) {
        var never = LearnedPersonalData.in(answer).stream()
                .filter(kind -> !kind.mayBeTold())
                .collect(Collectors.toSet());
        errors.check(PlainText.isAtMost(answer, LONGEST_ANSWER), field, "is at most " + LONGEST_ANSWER + " characters")
                .check(PlainText.isClean(answer, true), field, "has no control characters")
                .check(never.isEmpty(), field, "holds what nobody may be told: " + codes(never));
    }

    static String locale(@Nullable String locale, FieldErrors errors) {
        var said = locale == null || locale.isBlank() ? "fr" : locale;
        errors.check(said.equals("fr") || said.equals("en"), "locale", "is fr or en");
        return said;
    }

    /** What an answer tells of a person, for whoever looks after it. */
    static List<String> flags(String answer) {
        return LearnedPersonalData.in(answer).stream()
                .map(LearnedPersonalData.Kind::code)
                .sorted()
                .toList();
    }

    private static String codes(Set<LearnedPersonalData.Kind> kinds) {
        return kinds.stream().map(LearnedPersonalData.Kind::code).sorted().collect(Collectors.joining(", "));
    }
}
