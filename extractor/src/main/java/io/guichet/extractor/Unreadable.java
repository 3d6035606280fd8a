package io.guichet.extractor;

/** Nothing can be made of a document; the code says why. */
final class Unreadable extends Exception {

    private static final long serialVersionUID = 1L;

    private final String code;

    Unreadable(String code) {
        super(code);
        this.code = code;
    }

    /** {@code encrypted}, {@code unreadable}, {@code bomb}, {@code memory} or {@code columns}. */
    String code() {
        return code;
    }
}
