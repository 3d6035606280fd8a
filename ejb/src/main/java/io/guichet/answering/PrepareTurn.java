package io.guichet.answering;

import io.guichet.agent.DeploymentView;
import io.guichet.agent.Deployments;
import io.guichet.conversation.ConversationId;
import io.guichet.conversation.History;
import io.guichet.conversation.MessageId;
import io.guichet.conversation.Turns;
import io.guichet.kernel.CallContext;
import io.guichet.quote.PreQuotes;
import io.guichet.quote.PriceBooks;
import io.guichet.spi.sector.TurnRequest;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.trade.Businesses;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Gathers, in short transactions, all that a turn is made from. */
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

    @Inject
    PreQuotes preQuotes;

    @Inject
    History history;

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

    /** What is needed besides, where the rules alone are no answer. */
    public Gathered gather(CallContext context, Prepared prepared) {
        var turn = prepared.turn();
        var configuration = deployments.resolved(context, turn.deployment()).orElseThrow();
        return new Gathered(
                configuration,
                history.before(context, turn.conversation(), turn.message(), configuration.contextWindowSize()),
                turn.newPhotos() == 0 ? List.of() : history.fileNames(context, turn.conversation(), turn.message()),
                preQuotes.latest(context, turn.conversation()).orElse(null),
                deployments.preQuoteSchema(context, turn.deployment()).orElse(null));
    }

    /** Which of these hosts the deployment may link to: those on which it may be shown. */
    public Set<String> ownHosts(CallContext context, Prepared prepared, Set<String> hosts) {
        return hosts.stream()
                .filter(host ->
                        deployments.mayShow(context, prepared.deployment().id(), "https://" + host, false))
                .collect(Collectors.toSet());
    }

    /** A turn and what its agent is given. */
    public record Prepared(Turns.PendingTurn turn, DeploymentView deployment, TurnRequest request) {}
}
