package io.guichet.portal;

import io.guichet.invitation.AnswerInvitations;
import io.guichet.invitation.Invitee;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.Clients;
import io.guichet.tenancy.Membership;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who signed in, and where he may act. */
@Named("me")
@RequestScoped
public class SignedIn {

    @Inject
    HttpServletRequest request;

    @Inject
    Authenticate authenticate;

    @Inject
    AnswerInvitations answers;

    @Inject
    Clients clients;

    private final String correlation = Ids.print("req_", Ids.next());

    private @Nullable List<Membership> memberships;

    /** Whether anybody is: an error page may be shown to nobody. */
    public boolean isKnown() {
        return Account.of(request).isPresent();
    }

    public String getName() {
        return Account.of(request).map(Account::name).orElse("");
    }

    public List<String> getRoles() {
        return Account.of(request).map(Account::roles).orElse(List.of());
    }

    public boolean is(String role) {
        return getRoles().contains(role);
    }

    /** Whether he runs the platform, or works for it. */
    public boolean isOperator() {
        return is("super_admin") || is("admin");
    }

    /** His tenants, where a role of his gives him something to do in them. */
    public List<Membership> getMemberships() {
        if (memberships == null) {
            answers.arrive(user(), invitee());
            memberships = authenticate.memberships(user());
        }
        return memberships;
    }

    /**
     * His call context in a tenant.
     *
     * @param tenant the public form, as a view parameter carries it
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} where he is no member, also if there is no such tenant
     */
    public CallContext in(@Nullable String tenant) {
        return Optional.ofNullable(tenant)
                .flatMap(TenantId::parse)
                .flatMap(id ->
                        authenticate.byMembership(user(), getName(), Set.copyOf(getRoles()), id, correlation, null))
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "You are a member of no such tenant."));
    }

    /**
     * His call context in a tenant that he is a member of, or that he looks after as one who runs the platform.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND}, {@link ProblemCode#CLIENT_NOT_FOUND}
     */
    public CallContext over(@Nullable String tenant) {
        var id = Optional.ofNullable(tenant).flatMap(TenantId::parse);
        if (!isOperator() || id.isEmpty()) {
            return in(tenant);
        }
        var caller = platform();
        return caller.in(clients.get(caller, id.get()).id());
    }

    /**
     * Himself as one who runs the platform.
     *
     * @throws GuichetException {@link ProblemCode#FORBIDDEN} where he does not
     */
    public PlatformCaller platform() {
        if (!isOperator()) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This is for those who run the platform.");
        }
        return new PlatformCaller(
                new Actor.User(user(), getName()), is("super_admin"), correlation, request.getRemoteAddr());
    }

    /** Himself as somebody who may be asked to become a member. */
    Invitee invitee() {
        var email = Account.of(request).map(Account::email).orElse(null);
        return new Invitee(user(), getName(), email, Set.copyOf(getRoles()), correlation, request.getRemoteAddr());
    }

    private UserId user() {
        return Account.of(request)
                .map(account -> new UserId(UUID.fromString(account.subject())))
                .orElseThrow(() -> new GuichetException(ProblemCode.UNAUTHENTICATED, "Nobody is signed in."));
    }
}
