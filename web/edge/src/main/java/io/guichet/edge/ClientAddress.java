package io.guichet.edge;

import inet.ipaddr.IPAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request, by which scheme and to which host, where proxies stand in between. The chain is read from its end,
 * which the nearest proxy wrote, and only as far as each that wrote is trusted: what a client put in front of it itself
 * changes nothing.
 *
 * @see "RFC 7239"
 */
final class ClientAddress {

    /** More proxies than this in a row are none of ours. */
    private static final int LONGEST_CHAIN = 32;

    private static final Pattern HOST =
            Pattern.compile("([A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\\[[0-9A-Fa-f:.]{2,45}])(:\\d{1,5})?");

    /** One {@code name=value} of a Forwarded header; the value may be quoted. */
    private static final Pattern PAIR = Pattern.compile(
            "\\G\\s*(?<name>[A-Za-z]+)=(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<token>[^\\s\",;]*))\\s*(?<end>[;,]|$)");

    private final TrustedProxies proxies;

    ClientAddress(TrustedProxies proxies) {
        this.proxies = proxies;
    }

    /**
     * By the headers {@code X-Forwarded-For}, {@code -Proto} and {@code -Host}.
     *
     * @param peer the address that the connection comes from
     */
    Seen byXForwarded(String peer, List<String> addresses, List<String> protos, List<String> hosts) {
        var chain = split(addresses);
        var walked = walk(peer, chain);
        if (walked.trusted == 0) {
            return Seen.of(walked);
        }
        return new Seen(
                walked.address,
                scheme(fromTheEnd(split(protos), walked.trusted)),
                host(fromTheEnd(split(hosts), walked.trusted)));
    }

    /**
     * By the header {@code Forwarded}. One that cannot be read ends the chain: what came after it, from proxies nearer to
     * us, holds.
     */
    Seen byForwarded(String peer, List<String> headers) {
        var hops = hops(headers);
        var walked = walk(
                peer,
                hops.stream().map(hop -> hop.client == null ? "" : hop.client).toList());
        if (walked.trusted == 0 || hops.isEmpty()) {
            return Seen.of(walked);
        }
        var hop = hops.get(Math.max(0, hops.size() - walked.trusted));
        return new Seen(walked.address, scheme(hop.proto), host(hop.host));
    }

    /** How far the chain is believed: as long as who wrote the next part of it is trusted. */
    private Walked walk(String peer, List<String> chain) {
        var known = TrustedProxies.address(peer);
        if (known.isEmpty() || !proxies.trusts(known.get())) {
            return new Walked(known.map(ClientAddress::text).orElse(peer), 0);
        }
        IPAddress at = known.get();
        var trusted = 1;
        for (var i = chain.size() - 1; i >= 0 && trusted <= LONGEST_CHAIN; i--) {
            var before = TrustedProxies.address(chain.get(i));
            if (before.isEmpty()) {
                break;
            }
            at = before.get();
            if (!proxies.trusts(at)) {
                break;
            }
            if (i > 0) {
                trusted++;
            }
        }
        return new Walked(text(at), trusted);
    }

    private static String text(IPAddress address) {
        return address.toCanonicalString();
    }

    private static List<String> split(List<String> headers) {
        return headers.isEmpty()
                ? List.of()
                : List.of(String.join(",", headers).split(",", -1)).stream()
                        .map(String::strip)
                        .toList();
    }

    /** What the outermost trusted proxy said; where proxies replace a header instead of adding to it, what there is. */
    private static @Nullable String fromTheEnd(List<String> values, int place) {
        return values.isEmpty() ? null : values.get(Math.max(0, values.size() - place));
    }

    private static Optional<String> scheme(@Nullable String text) {
        var scheme = text == null ? "" : text.toLowerCase(Locale.ROOT);
        return scheme.equals("http") || scheme.equals("https") ? Optional.of(scheme) : Optional.empty();
    }

    private static Optional<String> host(@Nullable String text) {
        return Optional.ofNullable(text).filter(h -> HOST.matcher(h).matches());
    }

    private static List<Hop> hops(List<String> headers) {
        var hops = new ArrayList<Hop>();
        for (var header : headers.reversed()) {
            var further = hops(header);
            if (further.isEmpty()) {
                break;
            }
            hops.addAll(0, further);
        }
        return hops;
    }

    /** Nothing where a part of it cannot be read. */
    private static List<Hop> hops(String header) {
        var hops = new ArrayList<Hop>();
        var pairs = PAIR.matcher(header);
        var hop = new Hop(null, null, null);
        var end = 0;
        while (end < header.length() && pairs.find()) {
            var quoted = pairs.group("quoted");
            var value = quoted == null ? pairs.group("token") : quoted.replaceAll("\\\\(.)", "$1");
            hop = hop.with(pairs.group("name").toLowerCase(Locale.ROOT), value);
            if (!pairs.group("end").equals(";")) {
                hops.add(hop);
                hop = new Hop(null, null, null);
            }
            end = pairs.end();
        }
        return end < header.length() ? List.of() : hops;
    }

    /**
     * @param address as text
     * @param scheme {@code http} or {@code https}, where a trusted proxy said so
     * @param host with its port where there is one, where a trusted proxy said so
     */
    record Seen(String address, Optional<String> scheme, Optional<String> host) {
        private static Seen of(Walked walked) {
            return new Seen(walked.address, Optional.empty(), Optional.empty());
        }
    }

    /**
     * @param trusted how many proxies in a row are
     */
    private record Walked(String address, int trusted) {}

    private record Hop(
            @Nullable String client,
            @Nullable String proto,
            @Nullable String host) {

        Hop with(String name, String value) {
            return switch (name) {
                case "for" -> new Hop(value, proto, host);
                case "proto" -> new Hop(client, value, host);
                case "host" -> new Hop(client, proto, value);
                default -> this;
            };
        }
    }
}
