package io.guichet.kernel;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressNetwork.IPAddressGenerator;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import inet.ipaddr.ipv6.IPv6Address;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Which addresses a URL of a tenant's may lead to: those of the public internet.
 *
 * @see "IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890"
 */
final class AddressPolicy {

    /** Spellings that one part of a system or another takes for an address: decimal, octal, hexadecimal, short. */
    private static final IPAddressStringParameters SPELLINGS = new IPAddressStringParameters.Builder()
            .allowEmpty(false)
            .allowAll(false)
            .allowMask(false)
            .allowPrefix(false)
            .allowPrefixOnly(false)
            .allowWildcardedSeparator(false)
            .setRangeOptions(RangeParameters.NO_RANGE)
            .allowSingleSegment(true)
            .allow_inet_aton(true)
            .toParams();

    private static final List<Range> REFUSED_V4 = List.of(
            range("0.0.0.0/8", "unspecified"),
            range("10.0.0.0/8", "private"),
            range("100.64.0.0/10", "shared (carrier-grade NAT)"),
            range("169.254.169.254/32", "metadata service"),
            range("169.254.0.0/16", "link-local"),
            range("168.63.129.16/32", "metadata service"),
            range("172.16.0.0/12", "private"),
            range("192.0.0.0/24", "reserved"),
            range("192.0.2.0/24", "documentation"),
            range("192.31.196.0/24", "reserved"),
            range("192.52.193.0/24", "reserved"),
            range("192.88.99.0/24", "6to4 relay"),
            range("192.168.0.0/16", "private"),
            range("192.175.48.0/24", "reserved"),
            range("198.18.0.0/15", "benchmarking"),
            range("198.51.100.0/24", "documentation"),
            range("203.0.113.0/24", "documentation"),
            range("224.0.0.0/4", "multicast"),
            range("240.0.0.0/4", "reserved"));

    private static final List<Range> REFUSED_V6 = List.of(
            range("::/128", "unspecified"),
            range("::ffff:0:0/96", "IPv4-mapped"),
            range("::/96", "IPv4-compatible"),
            range("64:ff9b:1::/48", "NAT64 of a local network"),
            range("100::/64", "discarded"),
            range("2001:db8::/32", "documentation"),
            range("2001::/32", "Teredo"),
            range("2001::/23", "reserved"),
            range("2002::/16", "6to4"),
            range("2620:4f:8000::/48", "reserved"),
            range("3fff::/20", "documentation"),
            range("fd00:ec2::254/128", "metadata service"),
            range("fd20:ce::254/128", "metadata service"),
            range("fc00::/7", "private"),
            range("fe80::/10", "link-local"),
            range("fec0::/10", "site-local"),
            range("ff00::/8", "multicast"));

    private static final IPAddress LOOPBACK_V4 = parsed("127.0.0.0/8");
    private static final IPAddress LOOPBACK_V6 = parsed("::1/128");
    private static final IPAddress GLOBAL_V6 = parsed("2000::/3");
    private static final IPAddress NAT64 = parsed("64:ff9b::/96");
    /** Interface identifiers of ISATAP, which end in an IPv4 address. */
    private static final List<Integer> ISATAP = List.of(0x0000, 0x0200);

    private final boolean loopbackAllowed;

    AddressPolicy(boolean loopbackAllowed) {
        this.loopbackAllowed = loopbackAllowed;
    }

    /**
     * Why this address may not be used.
     *
     * @return nothing where it may
     */
    Optional<String> refusal(InetAddress address) {
        return refusal(new IPAddressGenerator().from(address));
    }

    /** The address that a text spells, in whatever way; nothing for the name of a host. */
    static Optional<IPAddress> literal(String host) {
        var bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return Optional.ofNullable(new IPAddressString(bare, SPELLINGS).getAddress());
    }

    Optional<String> refusal(IPAddress address) {
        if (address.isIPv4()) {
            return v4(address);
        }
        return v6(address.toIPv6());
    }

    private Optional<String> v4(IPAddress address) {
        if (LOOPBACK_V4.contains(address)) {
            return loopback();
        }
        return REFUSED_V4.stream().filter(r -> r.holds(address)).findFirst().map(Range::what);
    }

    private Optional<String> v6(IPv6Address address) {
        if (address.hasZone()) {
            return Optional.of("link-local");
        }
        if (LOOPBACK_V6.contains(address)) {
            return loopback();
        }
        if (NAT64.contains(address)) {
            return v4(address.getEmbeddedIPv4Address()).map(what -> "NAT64 of " + what);
        }
        var range = REFUSED_V6.stream().filter(r -> r.holds(address)).findFirst();
        if (range.isPresent()) {
            return range.map(Range::what);
        }
        if (!GLOBAL_V6.contains(address)) {
            return Optional.of("not a public address");
        }
        return isatap(address);
    }

    private Optional<String> isatap(IPv6Address address) {
        var tunnelled = ISATAP.contains(address.getSegment(4).getSegmentValue())
                && address.getSegment(5).getSegmentValue() == 0x5efe;
        return tunnelled ? v4(address.getEmbeddedIPv4Address()).map(what -> "ISATAP of " + what) : Optional.empty();
    }

    private Optional<String> loopback() {
        return loopbackAllowed ? Optional.empty() : Optional.of("loopback");
    }

    private static Range range(String cidr, String what) {
        return new Range(parsed(cidr), what);
    }

    private static IPAddress parsed(String cidr) {
        return new IPAddressString(cidr).getAddress().toPrefixBlock();
    }

    private record Range(IPAddress block, String what) {
        boolean holds(IPAddress address) {
            return block.contains(address);
        }
    }
}
