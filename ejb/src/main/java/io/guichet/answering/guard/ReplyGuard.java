package io.guichet.answering.guard;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a reply before it leaves. What a reply can do without is taken out of it: links that lead elsewhere, images,
 * markup, what cannot be seen. What makes it wrong refuses it: amounts and addresses that it was not made from,
 * instructions, the denial of being an AI. Pure.
 */
public final class ReplyGuard {

    private static final Pattern FENCED = Pattern.compile("(?s)(```|~~~).*?(\\1|\\z)");
    private static final Pattern IMAGE =
            Pattern.compile("!\\s{0,3}\\[[^\\]]{0,500}]\\s{0,3}(?:\\([^)]{0,4000}\\)?|\\[[^\\]]{0,200}])?");
    private static final Pattern MARKUP = Pattern.compile("(?s)<!--.*?(?:-->|\\z)|</?[a-zA-Z!?][^<>]{0,2000}>?");
    private static final Pattern ENCODED = Pattern.compile("[A-Za-z0-9+/_=-]{60,}|(?:[0-9a-fA-F]{2}[ :,]?){40,}");
    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\x{2028}\\x{2029}&&[^\\n\\t]]");
    private static final Pattern DENIES = Pattern.compile(
            "\\b(?:je ne suis pas (?:une? )?(?:ia|i\\.a|intelligence artificielle|robot|bot|machine|chatbot|programme)"
                    + "|je suis (?:bien )?(?:une? )?(?:vraie? )?(?:etre humain|humaine?|personne reelle|vraie personne"
                    + "|personne humaine)|i am not an? (?:ai|artificial|robot|bot|machine|chatbot)"
                    + "|i'm not an? (?:ai|artificial|robot|bot|machine|chatbot)|i(?:'m| am) (?:a |an )?(?:real )?(?:human|person)\\b)");

    private final Allowed allowed;
    private final PromptLeak leak;
    private final Grounds grounds;

    public ReplyGuard(Allowed allowed) {
        this(allowed, new PromptLeak(allowed), new Grounds(allowed.grounds(), allowed.said()));
    }

    private ReplyGuard(Allowed allowed, PromptLeak leak, Grounds grounds) {
        this.allowed = allowed;
        this.leak = leak;
        this.grounds = grounds;
    }

    /** The same guard where links may lead to these hosts. */
    public ReplyGuard linkingTo(java.util.Set<String> hosts) {
        return new ReplyGuard(allowed.withHosts(hosts), leak, grounds);
    }

    public Verdict check(String reply) {
        var what = new ArrayList<String>();
        var seen = without(UNSEEN, Normalizer.normalize(reply, Normalizer.Form.NFC), "characters", what);
        var plain =
                without(MARKUP, without(IMAGE, without(FENCED, seen, "fence", what), "image", what), "markup", what);
        var linked = Links.keepAllowed(plain, allowed);
        if (!linked.equals(plain)) {
            what.add("link");
        }
        var text = tidy(linked);
        if (text.length() > allowed.longest()) {
            text = shortened(text);
            what.add("length");
        }
        var fault = fault(text).or(() -> hidden(seen, plain));
        if (fault.isPresent()) {
            return new Verdict.Refused(fault.get());
        }
        return what.isEmpty() ? new Verdict.Accepted(text) : new Verdict.Repaired(text, what);
    }

    private Optional<String> fault(String text) {
        if (text.chars().noneMatch(Character::isLetterOrDigit)) {
            return Optional.of("empty");
        }
        if (leak.isIn(text)) {
            return Optional.of("prompt_leak");
        }
        if (ENCODED.matcher(text).results().anyMatch(m -> !isAddress(m.group()))) {
            return Optional.of("encoded");
        }
        if (DENIES.matcher(Folded.of(text)).find()) {
            return Optional.of("denies_ai");
        }
        if (grounds.lackAnAmountOf(text)) {
            return Optional.of("amount");
        }
        return grounds.lackAContactOf(text) ? Optional.of("contact") : Optional.empty();
    }

    /** What was taken out says why, too: it was to be said. */
    private Optional<String> hidden(String seen, String plain) {
        if (leak.isIn(seen)) {
            return Optional.of("prompt_leak");
        }
        return grounds.lackAContactOf(plain) ? Optional.of("contact") : Optional.empty();
    }

    /** A long address that the reply may link to is no message in code. */
    private boolean isAddress(String run) {
        return allowed.urls().stream().anyMatch(url -> url.contains(run));
    }

    /**
     * Whether a piece of a reply that is still being written holds anything for which the whole would be changed or
     * refused.
     */
    boolean offends(String piece) {
        return UNSEEN.matcher(piece).find()
                || piece.contains("```")
                || piece.contains("~~~")
                || IMAGE.matcher(piece).find()
                || MARKUP.matcher(piece).find()
                || Links.areIn(piece)
                || fault(piece).filter(f -> !f.equals("empty")).isPresent();
    }

    private static String without(Pattern pattern, String text, String name, List<String> what) {
        var left = pattern.matcher(text).replaceAll("");
        if (!left.equals(text)) {
            what.add(name);
        }
        return left;
    }

    private static String tidy(String text) {
        return text.replaceAll("(?m)[ \\t]+$", "")
                .replaceAll("(?<=\\S) {2,}", " ")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private String shortened(String text) {
        var cut = text.substring(0, allowed.longest());
        var end = Math.max(cut.lastIndexOf(". "), Math.max(cut.lastIndexOf(".\n"), cut.lastIndexOf('\n')));
        var kept = end > allowed.longest() / 2 ? cut.substring(0, end + 1).strip() : cut.strip();
        return Character.isHighSurrogate(kept.charAt(kept.length() - 1)) ? kept.substring(0, kept.length() - 1) : kept;
    }
}
