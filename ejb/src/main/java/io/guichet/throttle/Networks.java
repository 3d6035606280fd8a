package io.guichet.throttle;

import inet.ipaddr.IPAddressString;

/** What is counted as one place of the internet. */
public final class Networks {

    private static final int OF_ONE_CUSTOMER = 64;

    private Networks() {}

    /**
     * An IPv4 address itself; of an IPv6 address the network of 64 bits, since whoever has one of its addresses has all of
     * them.
     *
     * @param address as text; what is none counts as itself
     */
    public static String of(String address) {
        var parsed = new IPAddressString(address).getAddress();
        if (parsed == null) {
            return address;
        }
        if (parsed.isIPv4()) {
            return parsed.toCanonicalString();
        }
        var v6 = parsed.toIPv6().removeZone();
        return v6.isIPv4Mapped()
                ? v6.getEmbeddedIPv4Address().toCanonicalString()
                : v6.toPrefixBlock(OF_ONE_CUSTOMER).toCanonicalString();
    }
}
