package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import java.util.ArrayList;
import java.util.List;

/** Keeps letters instead of sending them. */
final class WrittenLetters extends Letters {

    private final List<Letter> letters = new ArrayList<>();
    private boolean full;

    @Override
    public void write(CallContext context, Letter letter) {
        if (full) {
            throw new IllegalStateException("the letter box is full");
        }
        letters.add(letter);
    }

    List<Letter> all() {
        return List.copyOf(letters);
    }

    void isFull(boolean is) {
        full = is;
    }
}
