package io.guichet.answering.guard;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a reply is made from, and what the contact said: which amounts and addresses they name. They are long, and a reply is
 * read at each of its words: they are read once, and not before a reply names something.
 */
final class Grounds {

    private final List<String> grounds;
    private final List<String> said;
    private @Nullable Set<String> amounts;
    private @Nullable Set<String> contacts;

    /**
     * @param said of which addresses and numbers may be read again, and no amounts
     */
    Grounds(List<String> grounds, List<String> said) {
        this.grounds = grounds;
        this.said = said;
    }

    /** Whether a text names an amount that they do not name. */
    boolean lackAnAmountOf(String text) {
        var named = Amounts.of(text);
        return !named.isEmpty() && !amounts().containsAll(named);
    }

    /** Whether a text names an address or a number that they do not name. */
    boolean lackAContactOf(String text) {
        var named = Contacts.of(text);
        return !named.isEmpty() && !contacts().containsAll(named);
    }

    private Set<String> amounts() {
        var read = amounts;
        if (read == null) {
            read = all(grounds.stream(), Amounts::of);
            amounts = read;
        }
        return read;
    }

    private Set<String> contacts() {
        var read = contacts;
        if (read == null) {
            read = all(Stream.concat(grounds.stream(), said.stream()), Contacts::of);
            contacts = read;
        }
        return read;
    }

    private static Set<String> all(Stream<String> texts, Function<String, Set<String>> of) {
        return texts.flatMap(text -> of.apply(text).stream()).collect(Collectors.toUnmodifiableSet());
    }
}
