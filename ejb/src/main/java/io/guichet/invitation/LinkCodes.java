package io.guichet.invitation;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.kernel.UserId;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Members;
import io.guichet.tenancy.NewMember;
import io.guichet.tenancy.Secrets;
import io.guichet.tenancy.TenantScope;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.tenancy.UseCase;
import io.guichet.tenancy.Users;
import io.guichet.throttle.Networks;
import io.guichet.work.Work;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Codes that a tenant hands to a craftsman, who types one and is a member: that he types it is his consent. */
@UseCase
@Stateless
public class LinkCodes {

    private static final String PART = "link-code";
    private static final Duration USUAL = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(30);

    @PersistenceContext
    EntityManager em;

    @Inject
    TenantScope scope;

    @Inject
    Tenants tenants;

    @Inject
    Members members;

    @Inject
    Users users;

    @Inject
    Attempts attempts;

    @Inject
    Idempotency idempotency;

    @Inject
    Secrets secrets;

    @Inject
    Audit audit;

    @Inject
    Work work;

    @Inject
    Clock clock;

    /**
     * Makes a code. It is shown this once.
     *
     * @param expiresIn seconds, or null for a day
     * @param idempotencyKey the caller's, or null
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}; {@link ProblemCode#CONFLICT} if a member has the
     *     external id
     */
    public CodeCreated create(
            CallContext context, NewMember as, @Nullable Long expiresIn, @Nullable String idempotencyKey) {
        context.require(Permission.MANAGE_MEMBERS);
        return idempotency.once(
                context,
                "users.link-code",
                idempotencyKey,
                new NewCode(as, expiresIn),
                CodeCreated.class,
                () -> make(context, as, expiresIn));
    }

    private CodeCreated make(CallContext context, NewMember as, @Nullable Long expiresIn) {
        var lifetime = expiresIn == null ? USUAL : Duration.ofSeconds(expiresIn);
        var errors = new FieldErrors()
                .check(
                        lifetime.compareTo(Duration.ofMinutes(1)) >= 0 && lifetime.compareTo(LONGEST) <= 0,
                        "expires_in",
                        "is 60 to " + LONGEST.toSeconds() + " seconds");
        as.check(errors).throwIfAny();
        if (members.isTaken(context, as.externalId())) {
            throw new GuichetException(ProblemCode.CONFLICT, "Another member has this external_id.");
        }
        var code = CodeText.random();
        var now = clock.instant();
        var row = new LinkCode(context.tenant(), credential(code), CodeText.prefix(code), as, now, now.plus(lifetime));
        em.persist(row);
        audit.record(context, "link-code.created", row.publicId(), null, new Told(as.externalId(), row.expiresAt));
        return new CodeCreated(row.publicId(), code, row.expiresAt);
    }

    /**
     * The tenant's codes, without what they say.
     *
     * @param status one of {@link LinkCodeView#STATUSES}; null for all
     */
    public Page<LinkCodeView> list(CallContext context, PageRequest page, @Nullable String status) {
        context.require(Permission.MANAGE_MEMBERS);
        return new LinkCodeSearch(em, clock.instant()).page(context, page, status);
    }

    /**
     * Nobody becomes a member by it any more.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} also for another tenant's; {@link ProblemCode#CONFLICT} for
     *     one that was used
     */
    public void revoke(CallContext context, LinkCodeId id) {
        context.require(Permission.MANAGE_MEMBERS);
        var code = em.find(LinkCode.class, id.value(), LockModeType.PESSIMISTIC_WRITE);
        if (code == null) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "No LINK- code of yours has this id.");
        }
        if (code.usedAt != null) {
            throw new GuichetException(ProblemCode.CONFLICT, "The code was used: remove the member instead.");
        }
        if (code.revokedAt == null) {
            code.revokedAt = clock.instant().truncatedTo(ChronoUnit.MICROS);
            audit.record(
                    context, "link-code.revoked", code.publicId(), new Told(code.externalId, code.expiresAt), null);
        }
    }

    /**
     * Makes the person a member by a code. A wrong one is counted, which is why it is an answer and no exception: what is
     * thrown is rolled back.
     *
     * @throws GuichetException {@link ProblemCode#CONFLICT} if he is a member there, or the external id was given to
     *     another meanwhile
     */
    public Redemption redeem(UserId user, Invitee invitee, String typed) {
        var subjects = List.of("address:" + Networks.of(invitee.address()), "user:" + user.value());
        var wait = attempts.begin(subjects);
        if (wait.isPresent()) {
            return new Redemption.Locked(wait.get());
        }
        var found = CodeText.read(typed).flatMap(this::find);
        if (found.isEmpty()) {
            attempts.wrong(subjects);
            return new Redemption.Wrong();
        }
        attempts.sweep();
        var code = found.get();
        var tenant = new TenantId(code.tenantId);
        var platform = CallContext.platform(tenant, PART, invitee.correlation());
        if (invitee.email() != null) {
            users.remember(user, invitee.email(), invitee.name());
        } else if (!users.isKnown(user)) {
            throw new GuichetException(ProblemCode.FORBIDDEN, "Your account needs an e-mail address that is verified.");
        }
        var member = members.join(platform, user, invitee.name(), code.member());
        code.usedAt = clock.instant();
        code.memberId = member.id().value();
        var himself = invitee.in(tenant);
        audit.record(himself, "link-code.used", code.publicId(), null, new Told(code.externalId, code.expiresAt));
        audit.record(himself, "member.linked", member.id().toString(), null, member);
        GrantRole.unlessHeHasIt(work, platform, invitee, GrantRole.ARTISAN);
        return new Redemption.Linked(tenants.get(platform), member);
    }

    /** A code that works; the transaction is in its tenant then. */
    private Optional<LinkCode> find(String code) {
        var credential = credential(code);
        scope.present(credential);
        var found = em.createQuery("from LinkCode c where c.codeHash = :hash", LinkCode.class)
                .setParameter("hash", credential.hash())
                .getResultStream()
                .findFirst();
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var tenant = new TenantId(found.get().tenantId);
        scope.enter(tenant);
        em.refresh(found.get(), LockModeType.PESSIMISTIC_WRITE);
        var active = tenants.get(CallContext.platform(tenant, PART, "")).active();
        if (!active || !found.get().works(clock.instant())) {
            found.get().tries++;
            return Optional.empty();
        }
        return found;
    }

    /** 40 bits are soon tried by who has the hashes: without a key of the platform's he cannot make any. */
    private Token credential(String code) {
        return secrets.mark("link-code", code);
    }

    /** How a try ended. */
    public sealed interface Redemption {

        /** He is a member. */
        record Linked(TenantView tenant, MemberView member) implements Redemption {}

        /** There is no such code, or it was used, or its time is over: nobody learns which. */
        record Wrong() implements Redemption {}

        /** Too many were wrong. */
        record Locked(Duration pause) implements Redemption {}
    }

    /**
     * @param code shown once
     */
    public record CodeCreated(String id, String code, Instant expiresAt) {}

    private record NewCode(NewMember member, @Nullable Long expiresIn) {}

    private record Told(String externalId, Instant expiresAt) {}
}
