package io.guichet.answering.guard;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a text repeats the instructions: a run of about a dozen of their words, forwards or backwards, however they are
 * spaced and punctuated; or the word that stands nowhere else. Pure.
 */
final class PromptLeak {

    /** Letters. A run of LENGTH + STEP is found for certain. */
    private static final int LENGTH = 44;

    private static final int STEP = 12;

    private final Set<String> pieces = new HashSet<>();
    private final String canary;

    PromptLeak(Allowed allowed) {
        this.canary = Folded.squeezed(allowed.canary());
        var open = allowed.grounds().stream().map(Folded::squeezed).toList();
        allowed.secrets().forEach(secret -> cut(Folded.squeezed(secret), open));
    }

    private void cut(String secret, List<String> open) {
        for (var at = 0; at + LENGTH <= secret.length(); at += STEP) {
            var piece = secret.substring(at, at + LENGTH);
            if (open.stream().noneMatch(ground -> ground.contains(piece))) {
                pieces.add(piece);
            }
        }
    }

    boolean isIn(String text) {
        var forwards = Folded.squeezed(text);
        var backwards = new StringBuilder(forwards).reverse().toString();
        return holds(forwards) || holds(backwards);
    }

    private boolean holds(String text) {
        if (!canary.isEmpty() && text.contains(canary)) {
            return true;
        }
        for (var at = 0; at + LENGTH <= text.length(); at++) {
            if (pieces.contains(text.substring(at, at + LENGTH))) {
                return true;
            }
        }
        return false;
    }
}
