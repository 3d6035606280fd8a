package io.guichet.knowledge.extraction;

/** A part of a document, in the order in which it stands there. Texts are one line each. */
public sealed interface Block {

    /**
     * @param level 1 for the highest, 6 at the most
     */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /**
     * A row of a table, its cells between bars.
     *
     * @param first whether a table begins with it
     */
    record Row(boolean first, String text) implements Block {}

    /** A frequent question and its answer. */
    record Pair(String question, String answer) implements Block {}
}
