package io.guichet.answering;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Turns;
import io.guichet.kernel.CallContext;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trade.Businesses;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.Locale;
import java.util.Optional;

/** Gathers, in one short transaction, all that an agent is given for a turn. */
@UseCase
@Stateless
public class PrepareTurn {

    @Inject
    Turns turns;

    @Inject
    Deployments deployments;

    @Inject
    Tenants tenants;

    @Inject
    PriceBooks priceBooks;

    @Inject
    Businesses businesses;

    /** The oldest message that waits, up to one; nothing where all are answered. */
    public Optional<Prepared> next(CallContext context, ConversationId conversation, MessageId upTo) {
        return turns.next(context, conversation, upTo).map(turn -> prepare(context, turn));
    }

    private Prepared prepare(CallContext context, Turns.PendingTurn turn) {
        var deployment = deployments.byId(context, turn.deployment()).orElseThrow();
        var speaksFor = turn.member() == null
                ? tenants.get(context).name()
                : tenants.member(context, turn.member())
                        .map(m -> m.name())
                        .orElseGet(() -> tenants.get(context).name());
        var request = new TurnRequest(
                Locale.forLanguageTag(turn.locale()),
                turn.text(),
                turn.newPhotos(),
                turn.photos(),
                FactsJson.read(turn.facts()),
                priceBooks.current(context, deployment.agent()).book(),
                speaksFor,
                ContextJson.read(turn.trustedContext(), turn.pageContext()),
                businesses.of(context, turn.conversation()));
        return new Prepared(turn, deployment, request);
    }

    /** A turn and what its agent is given. */
    public record Prepared(Turns.PendingTurn turn, DeploymentView deployment, TurnRequest request) {}
}
