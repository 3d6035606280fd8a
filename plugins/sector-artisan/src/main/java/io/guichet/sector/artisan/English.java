package io.guichet.sector.artisan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in French the few English words of the trade that a visitor may write; everything else stays as it is. */
final class English {

    private record Phrase(List<String> english, List<Token> french) {}

    private static final Map<String, List<Phrase>> BY_FIRST_WORD = load();

    private English() {}

    static List<Token> toFrench(List<Token> tokens) {
        var out = new ArrayList<Token>(tokens.size());
        int at = 0;
        while (at < tokens.size()) {
            var phrase = phraseAt(tokens, at);
            if (phrase == null) {
                out.add(tokens.get(at));
                at++;
            } else {
                out.addAll(phrase.french());
                at += phrase.english().size();
            }
        }
        return out;
    }

    private static @Nullable Phrase phraseAt(List<Token> tokens, int at) {
        if (!(tokens.get(at) instanceof Token.Word first)) {
            return null;
        }
        for (var phrase : BY_FIRST_WORD.getOrDefault(first.text(), List.of())) {
            boolean same = at + phrase.english().size() <= tokens.size();
            for (int i = 1; same && i < phrase.english().size(); i++) {
                same = tokens.get(at + i).is(phrase.english().get(i));
            }
            if (same) {
                return phrase;
            }
        }
        return null;
    }

    private static Map<String, List<Phrase>> load() {
        var byFirst = new HashMap<String, List<Phrase>>();
        for (var line : Resource.lines("english.txt")) {
            int equals = line.indexOf('=');
            var english = Arrays.asList(line.substring(0, equals).strip().split(" "));
            var phrase = new Phrase(english, Scanner.scan(line.substring(equals + 1)));
            byFirst.computeIfAbsent(english.getFirst(), w -> new ArrayList<>()).add(phrase);
        }
        byFirst.values()
                .forEach(list -> list.sort(
                        Comparator.comparingInt((Phrase p) -> p.english().size())
                                .reversed()));
        return Map.copyOf(byFirst);
    }
}
