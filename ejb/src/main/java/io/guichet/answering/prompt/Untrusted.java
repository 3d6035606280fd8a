package io.guichet.answering.prompt;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Texts of others as a model may read them: fences, roles and a chat's own marks are taken apart, so that none of it looks
 * like a part of the prompt. Pure.
 */
public final class Untrusted {

    private static final Pattern UNSEEN =
            Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\x{2028}\\x{2029}&&[^\\n\\t]]");
    private static final Pattern FENCE = Pattern.compile("[`\\u02cb\\uff40]{3,}|~{3,}");
    private static final Pattern MARK = Pattern.compile(
            "(?i)<\\s*[|/]?\\s*(?:im_start|im_end|system|assistant|user|end(?:of(?:text|turn))?|s|eot_id|start_header_id"
                    + "|end_header_id|bos|eos|inst|tool|sys)\\s*[|]?\\s*>|\\[/?\\s*(?:inst|system|sys|assistant)\\s*]|<</?sys>>"
                    + "|<\\|[^|>]{0,40}\\|>");
    private static final Pattern ROLE = Pattern.compile(
            "(?im)^([\\s>#*_-]{0,20})(system|systeme|système|assistant|user|human"
                    + "|utilisateur|developer|développeur|tool|admin|administrateur|ai|ia|instructions?)(\\s*[*_]{0,3}\\s*:)");

    private Untrusted() {}

    /**
     * @param longest characters that are kept
     */
    public static String text(String written, int longest) {
        var capped = written.length() > longest ? written.substring(0, longest) + " […]" : written;
        var seen = UNSEEN.matcher(Normalizer.normalize(capped, Normalizer.Form.NFKC))
                .replaceAll("");
        var open = FENCE.matcher(seen).replaceAll("'''");
        var unmarked = MARK.matcher(open).replaceAll("");
        return ROLE.matcher(unmarked).replaceAll("$1« $2 »$3");
    }

    /** Whether anything of it is left for a model to read. */
    public static boolean saysAnything(String written) {
        return !text(written, written.length()).isBlank();
    }

    /** The same in one line, e.g. a file's name. */
    public static String line(String written, int longest) {
        return text(written.replaceAll("\\s+", " "), longest).replace('\n', ' ').strip();
    }
}
