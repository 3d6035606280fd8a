package io.guichet.conversation;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.Deployments;
import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;

/**
 * The first words of an agent say that it is an AI (AI Act, art. 50). Our pages show its welcome before anything is said;
 * a tenant's own software may show replies alone, so there the welcome begins the first of them. In the reply's transaction.
 */
@ApplicationScoped
class Introduction {

    @PersistenceContext
    EntityManager em;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    /** What stands before a reply of the agent; empty where that is not its first, and where a page welcomed. */
    String before(CallContext context, Conversation conversation) {
        if (conversation.openedBy == null || hasSpoken(conversation)) {
            return "";
        }
        var deployment = deployments
                .byId(context, new DeploymentId(conversation.deploymentId))
                .orElseThrow();
        return Branding.of(deployment, tenants.get(context), null, conversation.locale)
                        .welcome() + "\n\n";
    }

    /** What the platform tells in an agent's place answers no message, and does not count. */
    private boolean hasSpoken(Conversation conversation) {
        return !em.createQuery("select m.id from Message m where m.tenantId = :tenant"
                        + " and m.conversationId = :conversation and m.role = 'agent'"
                        + " and m.replyTo is not null")
                .setParameter("tenant", conversation.tenantId)
                .setParameter("conversation", conversation.id)
                .setMaxResults(1)
                .getResultList()
                .isEmpty();
    }
}
