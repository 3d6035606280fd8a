package io.guichet.kernel;

import org.jspecify.annotations.Nullable;

/** What a text has to be that somebody sends and others read. */
public final class PlainText {

    private PlainText() {}

    /** Counted as people count: a sign outside the first plane is one. */
    public static boolean isAtMost(@Nullable String text, int longest) {
        return text == null || text.codePointCount(0, text.length()) <= longest;
    }

    /**
     * Whether a database keeps it and a screen shows it: no control characters, no half of a sign.
     *
     * @param lines whether line feeds and tabs are fine
     */
    public static boolean isClean(@Nullable String text, boolean lines) {
        return text == null || text.codePoints().allMatch(c -> isShown(c) || (lines && (c == '\n' || c == '\t')));
    }

    private static boolean isShown(int codePoint) {
        return !Character.isISOControl(codePoint)
                && !(codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
