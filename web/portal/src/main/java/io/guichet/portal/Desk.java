package io.guichet.portal;

import io.guichet.agent.DeploymentView;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.quote.PricedPreQuote;
import io.guichet.tenancy.TenantView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one user has at one tenant.
 *
 * @param everyone whether it shows the conversations of all members, not only his own
 * @param linkMaker whether he may make links
 * @param tester whether he may try deployments out
 * @param deployments the active ones
 * @param next where older conversations begin, or null where these are the oldest
 */
public record Desk(
        TenantView tenant,
        boolean everyone,
        boolean linkMaker,
        boolean tester,
        List<DeploymentView> deployments,
        List<Row> rows,
        @Nullable String next) {

    public Desk {
        deployments = List.copyOf(deployments);
        rows = List.copyOf(rows);
    }

    /**
     * A conversation in a list.
     *
     * @param title empty until the customer has said what he wants
     * @param member whose it is, or null where it is the tenant's own
     * @param preQuote the last revision, or null where there is none yet
     */
    public record Row(
            ConversationView conversation,
            String title,
            @Nullable String member,
            @Nullable PricedPreQuote preQuote) {}
}
