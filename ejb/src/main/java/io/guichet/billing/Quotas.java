package io.guichet.billing;

import io.guichet.kernel.CallContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;

/** What a tenant may use. */
@ApplicationScoped
public class Quotas {

    /** How many of something the tenant may have or use in a period; nothing where there is no limit. */
    public OptionalLong limit(CallContext context, Metric metric) {
        return OptionalLong.empty();
    }
}
