package io.guichet.portal;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.Conversations;
import io.guichet.conversation.Conversations.ConversationView;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Permission;
import io.guichet.quote.PreQuotes;
import io.guichet.tenancy.MemberId;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lays a user's desk at a tenant. */
@ApplicationScoped
class Desks {

    /** As many as {@link Conversations#list} answers at once. */
    static final int PAGE = 50;

    @Inject
    Tenants tenants;

    @Inject
    Deployments deployments;

    @Inject
    Conversations conversations;

    @Inject
    PreQuotes preQuotes;

    /**
     * @param before where the page begins, or null for the newest
     * @param most how many conversations, at most {@link #PAGE}
     */
    Desk lay(CallContext context, @Nullable ConversationId before, int most) {
        var found = conversations.list(context, before);
        var shown = found.subList(0, Math.min(most, found.size()));
        var names = new HashMap<MemberId, Optional<String>>();
        var rows = shown.stream().map(c -> row(context, c, names)).toList();
        var older = found.size() > most || found.size() == PAGE;
        return new Desk(
                tenants.get(context),
                context.may(Permission.READ_ALL_MEMBERS),
                context.may(Permission.CREATE_SESSIONS),
                context.may(Permission.MANAGE_DEPLOYMENTS),
                deployments.list(context).stream()
                        .filter(DeploymentView::active)
                        .toList(),
                rows,
                older ? shown.getLast().id().toString() : null);
    }

    private Desk.Row row(CallContext context, ConversationView c, Map<MemberId, Optional<String>> names) {
        var member = c.member() == null
                ? Optional.<String>empty()
                : names.computeIfAbsent(
                        c.member(), id -> tenants.member(context, id).map(MemberView::name));
        return new Desk.Row(
                c,
                ProjectSummary.read(c.project()).map(ProjectSummary::title).orElse(""),
                member.orElse(null),
                preQuotes.latest(context, c.id()).orElse(null));
    }
}
