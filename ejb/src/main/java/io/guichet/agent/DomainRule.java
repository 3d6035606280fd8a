package io.guichet.agent;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;
import org.apache.hc.client5.http.psl.PublicSuffixMatcherLoader;
import org.jspecify.annotations.Nullable;

/**
 * A domain that may show a deployment.
 *
 * @param domain without scheme, port or {@code *.}; lower-case, in its ASCII form
 * @param wildcard whether it stands for the domains below it, and not for itself
 * @param environment {@code production}, {@code staging}, {@code development} or {@code localhost}
 */
public record DomainRule(String domain, boolean wildcard, String environment) {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final Set<String> ENVIRONMENTS = Set.of("production", "staging", "development", "localhost");
    private static final Pattern V4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(25[0-5]|2[0-4]\\d|1?\\d?\\d)){3}");
    private static final Pattern V6 = Pattern.compile("\\[[0-9a-f:.]{2,45}]");
    private static final Pattern NUMBERS = Pattern.compile("[0-9.]+");
    private static final Pattern NAME =
            Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final PublicSuffixMatcher SUFFIXES = PublicSuffixMatcherLoader.getDefault();

    public DomainRule {
        domain = ascii(domain);
    }

    /**
     * Why a tenant may not have this rule; nothing where it may. Checked when a rule is made, not when it is read: the
     * list of public suffixes changes.
     */
    Optional<String> refusal() {
        if (!ENVIRONMENTS.contains(environment)) {
            return Optional.of("has the environment production, staging, development or localhost");
        }
        if (LOOPBACK.contains(domain)) {
            return wildcard || !isForDevelopers()
                    ? Optional.of("names this machine only for development, and without *.")
                    : Optional.empty();
        }
        if (NUMBERS.matcher(domain).matches() || domain.startsWith("[")) {
            if (!isAddress()) {
                return Optional.of("is a name such as logicielx.fr, or an address in its plain spelling");
            }
            return wildcard ? Optional.of("has no *. before an address") : Optional.empty();
        }
        if (domain.length() > 253 || !NAME.matcher(domain).matches()) {
            return Optional.of("is a name such as logicielx.fr, without scheme, port or path");
        }
        return wildcard && isPublicSuffix()
                ? Optional.of("has no *. before a suffix that strangers share")
                : Optional.empty();
    }

    /**
     * The domains of the rules that could allow an origin: its host, and every name above it. Whoever has many rules
     * looks up these alone.
     *
     * @return nothing for what is no origin
     */
    static Set<String> candidates(@Nullable String origin) {
        return host(origin)
                .map(host -> {
                    if (LOOPBACK.contains(host)) {
                        return LOOPBACK;
                    }
                    var names = new LinkedHashSet<String>(Set.of(host));
                    for (var dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
                        names.add(host.substring(dot + 1));
                    }
                    return names;
                })
                .orElse(Set.of());
    }

    /**
     * Whether an origin may show the deployment. One matcher serves init, its CORS header and frame-ancestors.
     *
     * @param origin as a browser sends it, e.g. {@code https://app.logicielx.fr}; null where it sent none
     * @param development whether this installation is a developer's: only there is loopback somebody's site
     */
    public static boolean allows(List<DomainRule> rules, @Nullable String origin, boolean development) {
        var name = host(origin);
        if (origin == null || name.isEmpty()) {
            return false;
        }
        if (LOOPBACK.contains(name.get())) {
            return development
                    && rules.stream().anyMatch(r -> !r.wildcard && r.isForDevelopers() && LOOPBACK.contains(r.domain));
        }
        var secure = origin.regionMatches(true, 0, "https:", 0, 6);
        return rules.stream().anyMatch(r -> (secure || (development && r.isForDevelopers())) && r.matches(name.get()));
    }

    /** The host of an origin over HTTP, in lower case; nothing for what a browser would not send. */
    private static Optional<String> host(@Nullable String origin) {
        if (origin == null) {
            return Optional.empty();
        }
        try {
            var uri = new URI(origin);
            var web = "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
            return Optional.ofNullable(uri.getHost())
                    .filter(h -> web && isOrigin(uri))
                    .map(h -> h.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /**
     * The sources of the directive {@code frame-ancestors}: who may show the deployment in a frame, by the same rules as
     * {@link #allows}. For the page that is shown in a frame; today's pages are not, whoever asks.
     *
     * @return {@code 'none'} where nobody may
     * @see "CSP Level 3, 6.4.2"
     */
    public static String frameAncestors(List<DomainRule> rules, boolean development) {
        var sources = rules.stream()
                .filter(r -> r.refusal().isEmpty())
                .flatMap(r -> r.sources(development))
                .distinct()
                .collect(Collectors.joining(" "));
        return sources.isEmpty() ? "'none'" : sources;
    }

    /** Any port, as an origin may have; what is no host to a policy (an IPv6 address) names nobody. */
    private Stream<String> sources(boolean development) {
        if (LOOPBACK.contains(domain)) {
            return development && isForDevelopers()
                    ? Stream.of("localhost", "127.0.0.1")
                            .flatMap(h -> Stream.of("http://" + h + ":*", "https://" + h + ":*"))
                    : Stream.empty();
        }
        if (domain.startsWith("[")) {
            return Stream.empty();
        }
        var host = (wildcard ? "*." : "") + domain + ":*";
        return development && isForDevelopers()
                ? Stream.of("https://" + host, "http://" + host)
                : Stream.of("https://" + host);
    }

    /** Whether two say the same, whatever the environment: a deployment has one of them. */
    boolean isSameAs(DomainRule other) {
        return domain.equals(other.domain) && wildcard == other.wildcard;
    }

    /** Whether somebody can have it for himself and publish something there. */
    boolean canBeProved() {
        return !LOOPBACK.contains(domain) && !isAddress();
    }

    /** Whether strangers may have it, too: everybody's own machine. */
    boolean isEverybodys() {
        return LOOPBACK.contains(domain);
    }

    /** Its last two labels: what two rules that overlap have in common. */
    String family() {
        var last = domain.lastIndexOf('.');
        return domain.substring(domain.lastIndexOf('.', last - 1) + 1);
    }

    private boolean isAddress() {
        return V4.matcher(domain).matches() || V6.matcher(domain).matches();
    }

    private boolean matches(String host) {
        // By label: the dot belongs to the suffix, so that evil-logicielx.fr is not below logicielx.fr.
        return wildcard ? host.length() > domain.length() + 1 && host.endsWith("." + domain) : host.equals(domain);
    }

    private boolean isForDevelopers() {
        return environment.equals("localhost") || environment.equals("development");
    }

    /** Below such a suffix everybody may have a domain: com, co.uk, github.io. */
    private boolean isPublicSuffix() {
        return SUFFIXES.getDomainRoot(domain) == null;
    }

    /** A scheme, a host and perhaps a port: a browser sends no more. */
    private static boolean isOrigin(URI uri) {
        return uri.getRawUserInfo() == null
                && (uri.getRawPath() == null || uri.getRawPath().isEmpty())
                && uri.getRawQuery() == null
                && uri.getRawFragment() == null;
    }

    private static String ascii(String domain) {
        var text = domain.strip().toLowerCase(Locale.ROOT);
        if (text.startsWith("[")) {
            return text;
        }
        try {
            return IDN.toASCII(text);
        } catch (IllegalArgumentException e) {
            // It has no ASCII form, so no browser ever sends it: it matches nothing, and refusal() says that it is no
            // name.
            return text;
        }
    }
}
