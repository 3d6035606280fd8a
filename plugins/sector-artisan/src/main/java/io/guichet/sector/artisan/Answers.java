package io.guichet.sector.artisan;

import java.util.List;
import java.util.Set;

/** Recognises what is no description of works: greetings, thanks, yes and no, a wish to speak to a person. */
final class Answers {

    private static final List<Phrase> PERSON = Phrase.all(
            "parler quelqu un|parler conseiller|parler humain|parler personne|parler vrai personne|parler artisan"
                    + "|avoir quelqu un|vrai personne|etre humain|rappelez moi|rappeler moi|me rappeler|etre rappele"
                    + "|appelez moi|me contacter|contactez moi|etre contacte|un conseiller|un humain|parler patron"
                    + "|speak someone|speak human|speak person|talk someone|talk human|talk person|call me|call me back");
    private static final List<Phrase> PRICE = Phrase.all(
            "combien coute|combien ca coute|combien cela coute|combien ca va couter|combien couterait|quel prix"
                    + "|quel est le prix|quel tarif|quels tarifs|combien faut compter|ca coute combien|c est combien|prix"
                    + "|combien pour|quel budget|how much|what price");
    private static final List<Phrase> DO_NOT_KNOW = Phrase.all(
            "je ne sais pas|sais pas|aucune idee|ne sais plus|pas idee|pas sur|je l ignore|don t know|no idea|not sure");
    private static final List<Phrase> NO_PHOTO =
            Phrase.all("pas photo|aucune photo|sans photo|plus tard|pas encore photo|no photo|pas possible photo");
    private static final List<Phrase> PHOTOS = Phrase.all("photo|image|cliche|picture|piece jointe");

    private static final Set<String> GREETINGS =
            Set.of("bonjour", "bonsoir", "salut", "hello", "hi", "coucou", "bjr", "hey", "madame", "monsieur");
    private static final Set<String> THANKS = Set.of("merci", "thanks", "thank", "parfait", "super", "top", "genial");
    private static final Set<String> YES =
            Set.of("oui", "ouais", "yes", "yep", "effectivement", "exact", "exactement", "absolument", "affirmatif");
    private static final Set<String> NO = Set.of("non", "nan", "no", "nope", "negatif");
    private static final Set<String> AGREED = Set.of("ok", "okay", "accord", "entendu", "compris", "recu", "note");
    private static final Set<String> CORRECTING = Set.of(
            "finalement",
            "plutot",
            "non",
            "pardon",
            "correction",
            "erreur",
            "trompe",
            "trompee",
            "rectification",
            "fait",
            "excusez",
            "desole",
            "desolee");

    private final Sentence sentence;

    Answers(Sentence sentence) {
        this.sentence = sentence;
    }

    boolean asksForAPerson() {
        return PERSON.stream().anyMatch(this::isSaid);
    }

    boolean asksForThePrice() {
        return PRICE.stream().anyMatch(this::isSaid);
    }

    boolean doesNotKnow() {
        return DO_NOT_KNOW.stream().anyMatch(this::isSaid);
    }

    boolean hasNoPhoto() {
        return NO_PHOTO.stream().anyMatch(this::isSaid);
    }

    boolean speaksOfPhotos() {
        return PHOTOS.stream().anyMatch(this::isSaid);
    }

    boolean greets() {
        return any(GREETINGS);
    }

    boolean thanks() {
        return any(THANKS);
    }

    boolean agrees() {
        return any(AGREED);
    }

    /** « finalement », « plutôt », « en fait ». */
    boolean corrects() {
        return any(CORRECTING);
    }

    /** « oui » at the beginning. */
    boolean saysYes() {
        return YES.contains(sentence.word(0)) || begins("bien", "sur") || begins("tout", "a", "fait");
    }

    /** « non » at the beginning. */
    boolean saysNo() {
        return NO.contains(sentence.word(0)) || begins("pas", "encore");
    }

    private boolean begins(String... words) {
        for (int at = 0; at < words.length; at++) {
            if (!sentence.word(at).equals(words[at])) {
                return false;
            }
        }
        return true;
    }

    private boolean any(Set<String> words) {
        return sentence.tokens().stream().anyMatch(t -> t instanceof Token.Word w && words.contains(w.text()));
    }

    private boolean isSaid(Phrase phrase) {
        return phrase.isIn(sentence);
    }
}
