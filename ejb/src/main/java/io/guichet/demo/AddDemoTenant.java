package io.guichet.demo;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.billing.SubscriptionChange;
import io.guichet.billing.Subscriptions;
import io.guichet.conversation.Support;
import io.guichet.conversation.SupportHours;
import io.guichet.conversation.SupportHours.ClosedDay;
import io.guichet.conversation.SupportHours.Span;
import io.guichet.conversation.SupportSettings;
import io.guichet.kernel.CallContext;
import io.guichet.knowledge.FrequentQuestionDraft;
import io.guichet.knowledge.FrequentQuestions;
import io.guichet.knowledge.LearnedAnswerDraft;
import io.guichet.knowledge.LearnedAnswers;
import io.guichet.knowledge.LearnedCorrection;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trade.BusinessProfile;
import io.guichet.trade.Businesses;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Adds a tenant of the demo with all that it has: one transaction, so that a start that dies leaves no half of one. */
@UseCase
@Stateless
public class AddDemoTenant {

    /** A shop's people are there from Tuesday to Saturday. */
    private static final SupportSettings SHOP = new SupportSettings(
            new SupportHours(
                    Stream.of("tuesday", "wednesday", "thursday", "friday", "saturday")
                            .collect(Collectors.toMap(day -> day, day -> List.of(new Span("09:00", "19:00")))),
                    List.of(new ClosedDay("2026-12-25", "Noël"), new ClosedDay("2027-01-01", "Jour de l’an"))),
            List.of("remboursement"),
            SupportSettings.USUAL.misunderstandings(),
            SupportSettings.USUAL.confidence(),
            true);

    @Inject
    Tenants tenants;

    @Inject
    Subscriptions subscriptions;

    @Inject
    Deployments deployments;

    @Inject
    Support support;

    @Inject
    LearnedAnswers learned;

    @Inject
    FrequentQuestions questions;

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
        if (demo.kind().equals("business")) {
            support.replace(context, SHOP);
        }
        var deployment = deployments.add(
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
        if (demo.agent() == DemoAgent.EXPERT_BTP) {
            teach(context, deployment.id());
        }
        if (profile != null) {
            businesses.replace(context, profile);
        }
        return tenant;
    }

    /** Something that the deployment learned, and a question that its tenant is asked often. */
    private void teach(CallContext context, DeploymentId deployment) {
        learned.learn(
                context,
                new LearnedCorrection(
                        deployment,
                        null,
                        null,
                        new LearnedAnswerDraft(
                                "Vos artisans sont-ils assurés ?",
                                "Oui : chaque artisan joint son attestation d'assurance décennale au devis.",
                                "fr",
                                null)));
        questions.create(
                context,
                new FrequentQuestionDraft(
                        "artisan",
                        "accueil-samedi",
                        "fr",
                        "Peut-on vous joindre le samedi ?",
                        List.of("Êtes-vous joignables le samedi ?"),
                        "L'assistant répond tous les jours ; les artisans rappellent du lundi au vendredi.",
                        null),
                null);
    }
}
