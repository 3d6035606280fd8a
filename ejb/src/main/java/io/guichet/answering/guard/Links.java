package io.guichet.answering.guard;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links of a text, as Markdown, as addresses and as bare names. Pure. */
public final class Links {

    private static final int MOST = 20;

    private static final Pattern MARKED = Pattern.compile("\\[([^\\]\\n]{0,300})]\\(([^)\\n]{0,2000})\\)?");
    private static final Pattern DEFINED = Pattern.compile("(?m)^ {0,3}\\[[^\\]\\n]{1,100}]: ?\\S.*$");
    private static final String NAME =
            "(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?[.\\u3002\\uff0e\\uff61]){1,6}";
    private static final String ENDINGS =
            "(?:com|net|org|fr|io|info|biz|eu|ru|cn|xyz|top|site|online|shop|app|dev|me|co|uk"
                    + "|de|be|ch|it|es|lu|ca|us|tk|ml|ga|cf|gq|click|link|live|pro|store|tech|page|cloud|ai|gg|ly|to|tv|example|test"
                    + "|invalid|localhost|onion|zip|mov)";
    private static final Pattern BARE = Pattern.compile(
            "(?iu)<?(?:\\b(?:https?|ftp|ftps|wss?|file)\\s?:\\s?[/\\\\]{1,3}|(?<![:\\p{L}\\p{N}])//(?=\\p{L})|\\bwww\\.)[^\\s<>\"']+>?"
                    + "|\\b(?:javascript|vbscript|data|mailto|tel|sms|intent):[^\\s<>\"']+"
                    + "|(?<![@\\p{L}\\p{N}._%+-])" + NAME + "(?:" + ENDINGS
                    + "(?![\\p{L}\\p{N}@-])(?:[/?#:][^\\s<>\"']*)?|\\p{L}{2,24}[/?][^\\s<>\"']+)"
                    + "|(?<![\\d.,])\\d{1,3}(?:\\.\\d{1,3}){3}[/:][^\\s<>\"']*");

    private Links() {}

    /** The hosts to which a text links, at most 20. */
    public static Set<String> hosts(String text) {
        var hosts = new LinkedHashSet<String>();
        MARKED.matcher(text).results().map(m -> host(m.group(2))).forEach(h -> add(hosts, h));
        BARE.matcher(text).results().map(m -> host(m.group())).forEach(h -> add(hosts, h));
        return hosts;
    }

    private static void add(Set<String> hosts, @Nullable String host) {
        if (host != null && hosts.size() < MOST) {
            hosts.add(host);
        }
    }

    /** The text with its links to where it may link; of others their labels are left. */
    static String keepAllowed(String text, Allowed allowed) {
        var marked = MARKED.matcher(DEFINED.matcher(text).replaceAll(""))
                .replaceAll(m -> java.util.regex.Matcher.quoteReplacement(
                        isAllowed(m.group(2), allowed) ? m.group() : m.group(1)));
        return BARE.matcher(marked).replaceAll(m -> kept(m, allowed));
    }

    static boolean areIn(String text) {
        return MARKED.matcher(text).find() || BARE.matcher(text).find();
    }

    private static String kept(MatchResult found, Allowed allowed) {
        return isAllowed(found.group(), allowed) ? java.util.regex.Matcher.quoteReplacement(found.group()) : "";
    }

    private static boolean isAllowed(String link, Allowed allowed) {
        var bare = bare(link);
        var host = host(bare);
        return allowed.urls().contains(bare) || (host != null && allowed.hosts().contains(host));
    }

    /** Without what a sentence puts around it. */
    private static String bare(String link) {
        var bare = link.strip().replaceAll("^<|[>).,;:!?»\"']+$", "");
        var title = bare.indexOf(' ');
        return title < 0 ? bare : bare.substring(0, title);
    }

    /** The host of an address of the web, or of a bare name; null for anything else, and for one that hides its host. */
    private static @Nullable String host(String link) {
        var bare = bare(link);
        var whole = bare.matches("(?i)https?://.*")
                ? bare
                : bare.contains(":") || bare.startsWith("/") ? "" : "https://" + bare;
        try {
            var uri = new URI(whole);
            var host = uri.getRawUserInfo() == null && uri.getPort() < 0 ? uri.getHost() : null;
            return host == null ? null : host.toLowerCase(Locale.ROOT);
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
