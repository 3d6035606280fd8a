package io.guichet.agent;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Arrays;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Lookup;
import org.xbill.DNS.Name;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** Asks the name servers of this machine, past any cache of ours: who just published a record is not told to wait. */
@ApplicationScoped
class DnsTxtRecords implements TxtRecords {

    @Override
    public Answer of(String name, Duration timeout) {
        try {
            var resolver = new ExtendedResolver();
            resolver.setTimeout(timeout);
            resolver.setRetries(1);
            var lookup = new Lookup(Name.fromString(name + "."), Type.TXT);
            lookup.setResolver(resolver);
            lookup.setCache(null);
            var records = lookup.run();
            return switch (lookup.getResult()) {
                case Lookup.SUCCESSFUL ->
                    new Answer.Found(Arrays.stream(records)
                            .filter(TXTRecord.class::isInstance)
                            .map(r -> String.join("", ((TXTRecord) r).getStrings()))
                            .toList());
                case Lookup.HOST_NOT_FOUND, Lookup.TYPE_NOT_FOUND -> new Answer.Found(java.util.List.of());
                default -> new Answer.Failed("the name servers gave no answer: " + lookup.getErrorString());
            };
        } catch (TextParseException e) {
            return new Answer.Failed("the name is too long for a TXT record");
        }
    }
}
