package io.guichet.answering;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a person must go on with a conversation, by what was said last and how it went. Plain rules in a fixed order: who
 * asks for a person gets one whatever else holds.
 */
final class HandOverPolicy {

    static final String ASKED = "asked_for_a_person";
    static final String KEYWORD = "keyword";
    static final String INTENT = "intent";
    static final String ANGER = "anger";
    static final String NOT_UNDERSTOOD = "not_understood";
    static final String LOW_CONFIDENCE = "low_confidence";

    /** Who can be asked for. */
    private static final String PERSON =
            "(humain|etre humain|personne|conseiller|conseillere|quelqu'un|responsable|employe|vendeur|collaborateur"
                    + "|vrai agent|vraie personne|human|person|someone|somebody|real agent|representative|manager"
                    + "|member of staff|the owner|your boss)";

    /** Whoever says one of these wants a person, whatever else he does not want. */
    private static final List<Pattern> ASKING = List.of(
            Pattern.compile(
                    "\\b(passez|passe|transferez|mettez|redirigez|appelez)[- ](moi|nous)( a| en relation avec| avec)?"
                            + " (un|une|votre|le|la)?( vraie?)? ?" + PERSON + "\\b"),
            Pattern.compile(
                    "\\b(je (veux|voudrais|souhaite|prefere)|j'aimerais) (avoir |joindre |contacter )?(un|une|votre)"
                            + "( vraie?)? " + PERSON + "\\b"),
            Pattern.compile("\\b(i (want|need|would like)|i'd like) (a|an|your)( real)? " + PERSON + "\\b"));

    /** Whoever says one of these wants a person, unless he says just before that he does not. */
    private static final List<Pattern> SPEAKING = List.of(
            Pattern.compile(
                    "\\b(parler|parle|discuter|echanger) (a|avec) (un|une|votre|le|la)?( vraie?)? ?" + PERSON + "\\b"),
            Pattern.compile("\\b(talk|speak|chat) (to|with) (a|an|your|the)?( real)? ?" + PERSON + "\\b"),
            Pattern.compile(
                    "\\b(get|give|pass|transfer|connect) me (to )?(a|an|your|the)?( real)? ?" + PERSON + "\\b"));

    /**
     * « Je ne veux pas parler à un humain » asks for none; « je ne veux pas de robot, je veux parler à un humain » does, and
     * so does who does not want to wait for one.
     */
    private static final Pattern DECLINING =
            Pattern.compile("\\b(?:(?:(?:ne|n') ?(?:veux|voudrais|souhaite|desire) pas|pas (?:besoin|envie)"
                    + "|do(?:n't| not) (?:want|need|wish))(?: (?!(?:mais|but|et|and|je|i|wait|(?:d')?attendre)\\b)[^ ,;:.!?]{1,20}){0,3}"
                    + "|sans|without|don't|do not) ?$");

    private static final int BEFORE = 80;

    private HandOverPolicy() {}

    static Optional<String> reason(Signals signals, Thresholds thresholds) {
        var text = Anger.plain(signals.text());
        if (asks(text)) {
            return Optional.of(ASKED);
        }
        if (signals.tenantKeywords().stream().anyMatch(keyword -> says(text, keyword))) {
            return Optional.of(KEYWORD);
        }
        if (signals.intentEscalates()) {
            return Optional.of(INTENT);
        }
        if (thresholds.anger() && Anger.in(signals.text())) {
            return Optional.of(ANGER);
        }
        if (signals.notUnderstoodInARow() >= thresholds.misunderstandings()) {
            return Optional.of(NOT_UNDERSTOOD);
        }
        var confidence = signals.confidence();
        return confidence != null && confidence < thresholds.confidence()
                ? Optional.of(LOW_CONFIDENCE)
                : Optional.empty();
    }

    private static boolean asks(String text) {
        return ASKING.stream().anyMatch(asking -> asking.matcher(text).find())
                || SPEAKING.stream()
                        .flatMap(speaking -> speaking.matcher(text).results())
                        .anyMatch(found -> !declines(text, found.start()));
    }

    /** Whether what stands right before a place says that it is not wanted. */
    private static boolean declines(String text, int place) {
        return DECLINING
                .matcher(text.substring(Math.max(0, place - BEFORE), place))
                .find();
    }

    /** Whole words, whatever their case and accents. */
    private static boolean says(String text, String keyword) {
        var plain = Anger.plain(keyword);
        return !plain.isBlank()
                && Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(plain) + "(?![\\p{L}\\p{N}])")
                        .matcher(text)
                        .find();
    }

    /**
     * What a turn shows.
     *
     * @param text what the contact said
     * @param notUnderstoodInARow messages up to this one
     * @param confidence 0 to 1, of the answer that was found; null where nothing measures it
     * @param tenantKeywords words on which the tenant wants to be called
     * @param intentEscalates whether what he wants is always a person's to do
     */
    record Signals(
            String text,
            int notUnderstoodInARow,
            @Nullable Double confidence,
            List<String> tenantKeywords,
            boolean intentEscalates) {
        Signals {
            tenantKeywords = List.copyOf(tenantKeywords);
        }
    }

    /**
     * From when on a person is called.
     *
     * @param misunderstandings in a row
     * @param confidence an answer below it is a person's to give, 0 to 1
     * @param anger whether somebody who is angry gets a person
     */
    record Thresholds(int misunderstandings, double confidence, boolean anger) {}
}
