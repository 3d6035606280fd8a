package io.guichet.api;

import io.guichet.invitation.Invitee;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.Membership;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wildfly.security.http.oidc.OidcPrincipal;

/** Turns what a caller shows into who it is. */
@ApplicationScoped
public class Callers {

    static final List<String> ROLES = List.of("super_admin", "admin", "client_admin", "artisan", "metreur");

    /** Property of a request: the API key that it was let in by. */
    static final String API_KEY = Callers.class.getName() + ".api-key";

    private static final int LONGEST = 200;

    @Inject
    Authenticate authenticate;

    @Inject
    HttpServletRequest request;

    /**
     * A tenant's own software, by its API key; without a key, a client_admin who signed in. One who is at home in
     * several tenants says which with the header {@code X-Client}, its id or slug.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_API_KEY} for a key that is missing, unknown or revoked, the
     *     same for all three; {@link ProblemCode#FORBIDDEN} for a user who is no client_admin there
     */
    CallContext ofTenant(@Nullable String key) {
        if (key == null && request.getUserPrincipal() instanceof OidcPrincipal<?>) {
            return clientAdmin();
        }
        if (key == null && request.getHeader("Authorization") != null) {
            throw new GuichetException(ProblemCode.UNAUTHENTICATED, "The bearer token opens nothing.");
        }
        if (key == null || key.isBlank() || key.length() > LONGEST) {
            throw invalidKey();
        }
        var caller = authenticate
                .byApiKey(new Token(key), Correlation.current(), address())
                .orElseThrow(Callers::invalidKey);
        request.setAttribute(API_KEY, key);
        return caller;
    }

    /**
     * As {@link #ofTenant}, or any member who signed in and may do this in the tenant; {@code X-Client} says which where
     * he may in several.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_API_KEY}; {@link ProblemCode#FORBIDDEN} for a user who may
     *     not
     */
    CallContext ofMember(@Nullable String key, Permission permission) {
        if (key != null || !(request.getUserPrincipal() instanceof OidcPrincipal<?>)) {
            return ofTenant(key);
        }
        var user = user();
        return only(memberships(user, m -> true).stream()
                        .flatMap(m -> in(m, user).stream())
                        .filter(context -> context.may(permission))
                        .toList())
                .orElseThrow(() -> new GuichetException(
                        ProblemCode.FORBIDDEN, "This needs the permission " + permission + " as a member."));
    }

    /**
     * Somebody who runs the platform. Resources ask for the roles super_admin or admin first.
     *
     * @throws GuichetException {@link ProblemCode#UNAUTHENTICATED}, {@link ProblemCode#FORBIDDEN}
     */
    PlatformCaller platform() {
        var user = user();
        if (!request.isUserInRole("super_admin") && !request.isUserInRole("admin")) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This needs the role super_admin or admin.");
        }
        return new PlatformCaller(
                new Actor.User(user.id(), user.name()),
                request.isUserInRole("super_admin"),
                Correlation.current(),
                address());
    }

    /**
     * Who signed in, whatever his roles.
     *
     * @throws GuichetException {@link ProblemCode#UNAUTHENTICATED}
     */
    SignedIn user() {
        if (!(request.getUserPrincipal() instanceof OidcPrincipal<?> principal)) {
            throw new GuichetException(ProblemCode.UNAUTHENTICATED, "A bearer token is expected.");
        }
        var token = principal.getOidcSecurityContext().getToken();
        var name = Stream.of(token.getClaimValueAsString("name"), token.getClaimValueAsString("preferred_username"))
                .filter(n -> n != null && !n.isBlank())
                .findFirst()
                .orElse("");
        var email = Boolean.TRUE.equals(token.getClaimValue("email_verified"))
                ? token.getClaimValueAsString("email")
                : null;
        return new SignedIn(new UserId(UUID.fromString(token.getClaimValueAsString("sub"))), name, email, roles());
    }

    /**
     * The secret of a visitor's session. Whether it opens anything is for whoever uses it; where it may be used, see
     * {@link SessionPlace}.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION} if there is none
     */
    static Token session(@Nullable String secret) {
        if (secret == null || secret.isBlank() || secret.length() > LONGEST) {
            throw new GuichetException(ProblemCode.INVALID_SESSION, "X-Session-ID carries the session's secret.");
        }
        return new Token(secret);
    }

    /** Where the request comes from, as text. */
    String address() {
        return request.getRemoteAddr();
    }

    private CallContext clientAdmin() {
        var user = user();
        if (!user.roles().contains("client_admin")) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "This needs the role client_admin.");
        }
        return only(memberships(user, m -> m.member().administers()))
                .flatMap(m -> in(m, user))
                .orElseThrow(() -> new GuichetException(ProblemCode.FORBIDDEN, "You are no member of such a tenant."));
    }

    /** Where a user is at home, of what {@code X-Client} names if it is sent. */
    private List<Membership> memberships(SignedIn user, Predicate<Membership> which) {
        var named = request.getHeader("X-Client");
        return authenticate.memberships(user.id()).stream()
                .filter(which)
                .filter(m -> named == null || isCalled(m, named))
                .toList();
    }

    private Optional<CallContext> in(Membership membership, SignedIn user) {
        return authenticate.byMembership(
                user.id(), user.name(), user.roles(), membership.tenant().id(), Correlation.current(), address());
    }

    private static <T> Optional<T> only(List<T> found) {
        if (found.size() > 1) {
            throw new GuichetException(
                    ProblemCode.BAD_REQUEST, "You are at home in several tenants: X-Client says which, by id or slug.");
        }
        return found.stream().findFirst();
    }

    private static boolean isCalled(Membership membership, String name) {
        return membership.tenant().slug().equals(name)
                || membership.tenant().id().toString().equals(name);
    }

    private Set<String> roles() {
        return ROLES.stream().filter(request::isUserInRole).collect(Collectors.toUnmodifiableSet());
    }

    private static GuichetException invalidKey() {
        return new GuichetException(ProblemCode.INVALID_API_KEY, "X-API-Key carries a key that is valid.");
    }

    /** The same person as somebody who may be asked to become a member. */
    Invitee invitee(SignedIn user) {
        return new Invitee(user.id(), user.name(), user.email(), user.roles(), Correlation.current(), address());
    }

    /**
     * @param name as it is shown; may be empty
     * @param email verified; null where he has none that is
     * @param roles those of {@link #ROLES} that he has
     */
    record SignedIn(UserId id, String name, @Nullable String email, Set<String> roles) {}
}
