package io.guichet.demo;

import io.guichet.agent.AgentId;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.billing.SubscriptionChange;
import io.guichet.billing.Subscriptions;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trade.BusinessProfile;
import io.guichet.trade.Businesses;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Adds a tenant of the demo with all that it has: one transaction, so that a start that dies leaves no half of one. */
@UseCase
@Stateless
public class AddDemoTenant {

    @Inject
    Tenants tenants;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Deployments deployments;

    @Inject
    Businesses businesses;

    /**
     * @param profile what it says of itself, or null
     */
    public TenantView add(DemoTenant demo, AgentId agent, @Nullable BusinessProfile profile) {
        var tenant = tenants.add(demo.slug(), demo.name(), demo.kind());
        var context = DemoData.context(tenant);
        subscriptions.change(context, new SubscriptionChange(demo.plan(), "now", null), OptionalInt.empty());
        for (var member : demo.members()) {
            tenants.addMember(
                    context,
                    member.user(),
                    member.externalId(),
                    member.name(),
                    member.branding(),
                    member.permissions());
        }
        deployments.add(
                context,
                agent,
                demo.agent().name() + " - " + demo.name(),
                demo.deploymentKey(),
                demo.overlay() == null ? "shared" : "dedicated",
                demo.branding(),
                demo.overlay(),
                List.of(
                        new DomainRule(demo.domain(), false, "production"),
                        new DomainRule(demo.domain(), true, "production"),
                        new DomainRule("localhost", false, "localhost")));
        if (profile != null) {
            businesses.replace(context, profile);
        }
        return tenant;
    }
}
