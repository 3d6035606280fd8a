package io.guichet.kernel;

import java.io.Serial;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;

/**
 * Resolves a name for one connection and hands out addresses that the policy allows, or none. The connection is made to
 * what was checked here, so a name that changes its mind between a check and a connection gains nothing.
 */
final class GuardedResolver implements DnsResolver {

    private final DnsResolver names;
    private final AddressPolicy policy;

    GuardedResolver(DnsResolver names, AddressPolicy policy) {
        this.names = names;
        this.policy = policy;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        var addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (var address : addresses) {
            var refusal = policy.refusal(address);
            if (refusal.isPresent()) {
                throw new RefusedAddress(refusal.get());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    /** The name leads where a tenant's URL may not. Carries the kind of address, not the address. */
    static final class RefusedAddress extends UnknownHostException {

        @Serial
        private static final long serialVersionUID = 1L;

        RefusedAddress(String what) {
            super(what);
        }
    }
}
