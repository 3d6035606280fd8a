package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.TenantScope;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Turns the secret of a visitor's browser into the conversation that it opens, and the transaction into its tenant's. By
 * JDBC on the transaction's connection, as all that each message passes through: docs/performance.md has what it saves.
 */
@ApplicationScoped
class Sessions {

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Clock clock;

    /**
     * Opens the session in the running transaction, in one round trip.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION} if the secret is unknown or expired
     */
    Visit open(Token secret, String correlation) {
        var found = em.unwrap(org.hibernate.Session.class).doReturningWork(connection -> {
            try (var open = connection.prepareStatement("select tenant_id, conversation_id from open_session(?, ?)")) {
                open.setString(1, HexFormat.of().formatHex(secret.hash()));
                open.setTimestamp(2, Timestamp.from(clock.instant()));
                try (var row = open.executeQuery()) {
                    return row.next() ? Optional.of(visit(row, correlation)) : Optional.<Visit>empty();
                }
            }
        });
        var visit = found.orElseThrow(
                () -> new GuichetException(ProblemCode.INVALID_SESSION, "Open the conversation again."));
        scope.entered(visit.context().tenant());
        return visit;
    }

    private static Visit visit(ResultSet row, String correlation) throws SQLException {
        var tenant = new TenantId(row.getObject(1, UUID.class));
        var conversation = new ConversationId(row.getObject(2, UUID.class));
        return new Visit(
                new CallContext(tenant, new Actor.Visitor(conversation.toString()), Set.of(), correlation),
                conversation);
    }

    /** An open session: who, and which conversation. */
    record Visit(CallContext context, ConversationId conversation) {}
}
