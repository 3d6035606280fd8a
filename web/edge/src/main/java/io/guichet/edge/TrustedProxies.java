package io.guichet.edge;

import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The peers whose word about a request's origin is taken. */
final class TrustedProxies {

    /** Networks are meant to be written in full: {@code 10.0.0.0/8}, not {@code 10/8}, no ranges and no wildcards. */
    private static final IPAddressStringParameters STRICT = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowMask(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .allowSingleSegment(false)
            .allow_inet_aton(false)
            .setRangeOptions(inet.ipaddr.AddressStringParameters.RangeParameters.NO_RANGE)
            .toParams();

    static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<IPAddress> blocks;

    private TrustedProxies(List<IPAddress> blocks) {
        this.blocks = blocks;
    }

    /**
     * @param list addresses and networks, with commas between them; empty for nobody
     * @throws IllegalArgumentException naming the first that is neither, or a network that has bits behind its prefix, or
     *     the whole internet
     */
    static TrustedProxies parse(String list) {
        if (list.isBlank()) {
            return NONE;
        }
        return new TrustedProxies(Arrays.stream(list.split(",", -1))
                .map(String::strip)
                .map(TrustedProxies::block)
                .toList());
    }

    private static IPAddress block(String text) {
        try {
            var address = new IPAddressString(text, STRICT).toAddress();
            if (address == null || (address.isPrefixed() && !address.isSinglePrefixBlock())) {
                throw new IllegalArgumentException("« " + text + " » is no address and no network");
            }
            if (address.isPrefixed() && address.getNetworkPrefixLength() == 0) {
                throw new IllegalArgumentException("« " + text + " » is everybody, who is not to be trusted");
            }
            return plain(address);
        } catch (AddressStringException e) {
            throw new IllegalArgumentException("« " + text + " » is no address and no network", e);
        }
    }

    boolean trusts(IPAddress address) {
        return blocks.stream().anyMatch(block -> block.contains(address));
    }

    boolean isEmpty() {
        return blocks.isEmpty();
    }

    /** An address as a proxy writes it, with or without brackets and port; nothing for what is none. */
    static Optional<IPAddress> address(String text) {
        var bare = text.strip();
        if (bare.startsWith("[")) {
            var end = bare.indexOf(']');
            if (end < 0 || !bare.substring(end + 1).matches("(:\\d{1,5})?")) {
                return Optional.empty();
            }
            bare = bare.substring(1, end);
        } else if (bare.indexOf(':') >= 0
                && bare.indexOf(':') == bare.lastIndexOf(':')
                && bare.matches("[0-9.]+:\\d{1,5}")) {
            bare = bare.substring(0, bare.indexOf(':'));
        }
        var parsed = new IPAddressString(bare, STRICT).getAddress();
        return parsed == null || parsed.isPrefixed() || parsed.isMultiple()
                ? Optional.empty()
                : Optional.of(plain(parsed));
    }

    /** An IPv4 address that is written as an IPv6 address is the IPv4 address. */
    private static IPAddress plain(IPAddress address) {
        if (!address.isIPv6()) {
            return address;
        }
        var v6 = address.toIPv6();
        if (v6.isIPv4Mapped() && !v6.isPrefixed()) {
            return v6.getEmbeddedIPv4Address();
        }
        return v6.hasZone() ? v6.removeZone() : v6;
    }
}
