package io.guichet.testing;

import io.guichet.agent.AgentId;
import io.guichet.agent.Agents;
import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.agent.DomainRule;
import io.guichet.conversation.OpenSession;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Permission;
import io.guichet.kernel.UserId;
import io.guichet.quote.PriceBooks;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Tenants;
import java.util.EnumSet;
import java.util.List;

/** Agents, their deployments, and visitors who come to them. */
public final class TestAgents {

    /** Where the deployments of tests may be shown. */
    public static final String ORIGIN = "https://app.ebp.example";

    private TestAgents() {}

    /** A new agent of the sector {@code artisan}, deployable in these modes. */
    public static AgentId anAgent(Wiring wiring, String... modes) {
        return wiring.get(Agents.class)
                .add(
                        new Agents.NewAgent(
                                TestTenants.slug(),
                                "Expert BTP",
                                "artisan",
                                "Bonjour, je suis l'assistant IA de {artisan.name}.",
                                "Vos travaux…",
                                null,
                                "{\"required_branding\":true}"),
                        List.of(modes));
    }

    /** A new agent's deployment at a tenant. */
    public static DeploymentView aDeployment(Wiring wiring, CallContext tenant) {
        return aDeployment(wiring, tenant, anAgent(wiring, "shared"));
    }

    public static DeploymentView aDeployment(Wiring wiring, CallContext tenant, AgentId agent) {
        return aDeployment(wiring, tenant, agent, "Expert BTP");
    }

    /** Of an agent that the tenant shows already. */
    public static DeploymentView anotherDeployment(Wiring wiring, CallContext tenant, AgentId agent) {
        return aDeployment(wiring, tenant, agent, Ids.print("Expert BTP ", Ids.next()));
    }

    private static DeploymentView aDeployment(Wiring wiring, CallContext tenant, AgentId agent, String name) {
        return wiring.get(Deployments.class)
                .add(
                        tenant,
                        agent,
                        name,
                        "dpl_" + Ids.print("", Ids.next()),
                        "shared",
                        null,
                        List.of(new DomainRule("ebp.example", true, "production")));
    }

    /** Gives an agent a price book of three items. */
    public static void aPriceBook(Wiring wiring, AgentId agent) {
        wiring.get(PriceBooks.class).replaceOf(agent, "Expert BTP", true, """
                        code;trade;label;unit;unit_price;vat_class;synonyms;implied_by;derived_from;derived_factor
                        DEP;demolition;Dépose existant;forfait;450.00;improvement;depose;;;
                        SOL;carrelage;Carrelage sol;m²;80.00;improvement;sol|carrelage;;floor_area;1
                        MUR;carrelage;Carrelage mural;m²;70.00;improvement;mur;;floor_area;2.5
                        """);
    }

    /** A visitor on a page of the tenant's. */
    public static OpenSession.SessionOpened aVisitor(Wiring wiring, DeploymentView deployment) {
        return wiring.get(OpenSession.class).byDeployment(deployment.key(), ORIGIN, "fr", "test");
    }

    /** A visitor of a new deployment, whose agent has prices. */
    public static OpenSession.SessionOpened aVisitor(Wiring wiring, CallContext tenant) {
        var agent = anAgent(wiring, "shared");
        aPriceBook(wiring, agent);
        return aVisitor(wiring, aDeployment(wiring, tenant, agent));
    }

    /** A craftsman at a tenant. */
    public static MemberView aCraftsman(Wiring wiring, CallContext tenant, String externalId) {
        var user = UserId.next();
        var tenants = wiring.get(Tenants.class);
        tenants.addUser(user, user + "@durant.example", "Durant");
        return tenants.addMember(tenant, user, externalId, "Durant Peinture", null, List.of("can_create_sessions"));
    }

    /** The craftsman himself, signed in. */
    public static CallContext signedIn(MemberView craftsman) {
        return new CallContext(
                craftsman.tenant(),
                new Actor.User(craftsman.user(), craftsman.name()),
                EnumSet.of(Permission.CREATE_SESSIONS, Permission.READ_CONVERSATIONS),
                "test");
    }
}
