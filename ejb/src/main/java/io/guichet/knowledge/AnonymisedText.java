package io.guichet.knowledge;

/**
 * A text of which what is not general was taken.
 *
 * @param text with {@link Anonymiser#HOLE} where something was
 * @param kept words that stayed
 * @param holes places where something was taken
 */
record AnonymisedText(String text, int kept, int holes) {

    /** Whether what is left still says something: more words than holes, twice over. */
    boolean saysEnough() {
        return kept >= 2 && kept >= 2 * holes;
    }
}
