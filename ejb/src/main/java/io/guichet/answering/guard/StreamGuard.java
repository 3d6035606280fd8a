package io.guichet.answering.guard;

import java.util.function.Consumer;

/**
 * Passes a model's words on as they come, whole words alone, and holds back the last ones where they could become an
 * amount or an address. At the first thing for which the reply would be changed or refused it falls silent: the reply, read as a whole,
 * takes the place of what was shown. Of one thread.
 */
public final class StreamGuard implements Consumer<String> {

    /** How far it looks back: what offends is not longer, but for the instructions. */
    private static final int LOOK_BACK = 240;

    private static final int MOST_HELD = 12;

    private final ReplyGuard guard;
    private final int longest;
    private final Consumer<String> words;
    private final StringBuilder all = new StringBuilder();
    private int passed;
    private boolean silent;

    public StreamGuard(ReplyGuard guard, int longest, Consumer<String> words) {
        this.guard = guard;
        this.longest = longest;
        this.words = words;
    }

    @Override
    public void accept(String piece) {
        if (silent) {
            return;
        }
        all.append(piece);
        var end = complete();
        if (end <= passed) {
            return;
        }
        if (end > longest || guard.offends(all.substring(Math.max(0, passed - LOOK_BACK), end))) {
            silent = true;
            return;
        }
        words.accept(all.substring(passed, end));
        passed = end;
    }

    /** How much of it ends with a whole word that no amount begins with. */
    private int complete() {
        var end = all.length();
        while (end > passed && !Character.isWhitespace(all.charAt(end - 1))) {
            end--;
        }
        for (var i = 0; i < MOST_HELD && end > passed; i++) {
            var from = beginOfLastWord(end);
            var word = all.substring(from, end).strip();
            if (!Amounts.mayBegin(word) && !Contacts.mayBegin(word)) {
                break;
            }
            end = from;
        }
        return end;
    }

    private int beginOfLastWord(int end) {
        var at = end;
        while (at > passed && Character.isWhitespace(all.charAt(at - 1))) {
            at--;
        }
        while (at > passed && !Character.isWhitespace(all.charAt(at - 1))) {
            at--;
        }
        return at;
    }
}
