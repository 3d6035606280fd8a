package io.guichet.billing;

import io.guichet.kernel.Cursor;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.tenancy.Idempotency;
import io.guichet.tenancy.UseCase;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/** The catalogue of what is sold. A version is never changed: who bought it keeps it. */
@UseCase
@Stateless
public class Plans {

    /** No number of a plan is larger. */
    static final long LARGEST = 1_000_000_000_000L;

    /** A code is a plan's only name. */
    private static final UUID NO_ID = new UUID(0, 0);

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");

    @PersistenceContext
    EntityManager em;

    @Inject
    Catalogue catalogue;

    @Inject
    Idempotency idempotency;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** Plans in their newest version, those that are not sold any more included; by family and price. */
    public Page<PlanView> list(PlatformCaller caller, PageRequest page) {
        var all = catalogue.newest(clock.instant());
        return Page.of(all, page, Plans::position).map(Catalogue.Version::plan);
    }

    private static Cursor position(Catalogue.Version version) {
        var plan = version.plan();
        var family = plan.family().equals("vendor") ? "1" : "2";
        var price = plan.priceMinor() == null ? "quoted" : "%013d".formatted(plan.priceMinor());
        return new Cursor(family + " " + price + " " + plan.code(), NO_ID);
    }

    /**
     * @throws GuichetException {@link ProblemCode#PLAN_NOT_FOUND}
     */
    public PlanView get(PlatformCaller caller, String code) {
        return find(code).plan();
    }

    /**
     * Adds a plan with its first version.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS}, {@link ProblemCode#CONFLICT} for a code that is taken,
     *     {@link ProblemCode#FORBIDDEN} for all but a super_admin
     */
    public PlanView add(PlatformCaller caller, NewPlan plan, @Nullable String idempotencyKey) {
        caller.requireSuperAdmin();
        return idempotency.once(caller, "plans.add", idempotencyKey, plan, PlanView.class, () -> add(caller, plan));
    }

    private PlanView add(PlatformCaller caller, NewPlan plan) {
        var faults = new FieldErrors()
                .check(
                        plan.code() != null && CODE.matcher(plan.code()).matches(),
                        "code",
                        "is 1 to 63 lower-case letters, digits and hyphens")
                .check(isName(plan.name()), "name", "is 1 to 255 characters")
                .check(
                        plan.family() != null && Set.of("vendor", "automation").contains(plan.family()),
                        "family",
                        "is vendor or automation");
        check(faults, plan.terms());
        faults.throwIfAny();
        var id = Ids.next();
        var added = em.createNativeQuery("insert into plans (id, code, name, family, created_at)"
                        + " values (:id, :code, :name, :family, :now) on conflict do nothing")
                .setParameter("id", id)
                .setParameter("code", plan.code())
                .setParameter("name", plan.name())
                .setParameter("family", plan.family())
                .setParameter("now", Timestamp.from(clock.instant()))
                .executeUpdate();
        if (added == 0) {
            throw new GuichetException(ProblemCode.CONFLICT, "There is a plan of this code already.");
        }
        write(id, 1, plan.terms());
        var view = find(String.valueOf(plan.code())).plan();
        audit.record(caller, "plan.added", view.code(), null, view);
        return view;
    }

    /**
     * Sells a plan on other terms from now on. Who has it keeps what he bought.
     *
     * @param expected the version that the new one follows; nothing follows whatever is there
     * @throws GuichetException {@link ProblemCode#PLAN_NOT_FOUND}, {@link ProblemCode#INVALID_FIELDS}, {@link
     *     ProblemCode#CONFLICT} for one that is not sold any more, {@link ProblemCode#PRECONDITION_FAILED}
     */
    public PlanView addVersion(
            PlatformCaller caller, String code, Terms terms, OptionalInt expected, @Nullable String idempotencyKey) {
        caller.requireSuperAdmin();
        return idempotency.once(
                caller,
                "plans.add-version:" + code,
                idempotencyKey,
                terms,
                PlanView.class,
                () -> addVersion(caller, code, terms, expected));
    }

    private PlanView addVersion(PlatformCaller caller, String code, Terms terms, OptionalInt expected) {
        var faults = new FieldErrors();
        check(faults, terms);
        faults.throwIfAny();
        var id = hold(code);
        var before = find(code).plan();
        if (expected.isPresent() && expected.getAsInt() != before.version()) {
            throw new GuichetException(ProblemCode.PRECONDITION_FAILED, "The plan has another version by now.");
        }
        if (before.retiredAt() != null) {
            throw new GuichetException(ProblemCode.CONFLICT, "This plan is not sold any more.");
        }
        write(id, before.version() + 1, terms);
        var after = find(code).plan();
        audit.record(caller, "plan.version_added", code, before, after);
        return after;
    }

    /**
     * Stops selling a plan. Who has it keeps it.
     *
     * @throws GuichetException {@link ProblemCode#PLAN_NOT_FOUND}
     */
    public void retire(PlatformCaller caller, String code) {
        caller.requireSuperAdmin();
        hold(code);
        var before = find(code).plan();
        if (before.retiredAt() != null) {
            return;
        }
        em.createNativeQuery("update plans set retired_at = :now where code = :code")
                .setParameter("now", Timestamp.from(clock.instant()))
                .setParameter("code", code)
                .executeUpdate();
        audit.record(caller, "plan.retired", code, before, find(code).plan());
    }

    private Catalogue.Version find(String code) {
        return catalogue.newest(code, clock.instant()).orElseThrow(Plans::unknown);
    }

    private UUID hold(String code) {
        List<?> found = em.createNativeQuery("select id from plans where code = :code for update")
                .setParameter("code", code)
                .getResultList();
        if (found.isEmpty()) {
            throw unknown();
        }
        return (UUID) found.getFirst();
    }

    private static GuichetException unknown() {
        return new GuichetException(ProblemCode.PLAN_NOT_FOUND, "No plan has this code.");
    }

    private void write(UUID plan, int version, Terms terms) {
        var id = Ids.next();
        var now = Timestamp.from(clock.instant());
        em.createNativeQuery("insert into plan_versions"
                        + " (id, plan_id, version, price_minor, currency, valid_from, created_at)"
                        + " values (:id, :plan, :version, cast(:price as bigint), 'EUR', :now, :now)")
                .setParameter("id", id)
                .setParameter("plan", plan)
                .setParameter("version", version)
                .setParameter("price", terms.priceMinor())
                .setParameter("now", now)
                .executeUpdate();
        for (var limit : terms.limits()) {
            em.createNativeQuery(
                            "insert into plan_limits (plan_version_id, metric, included, beyond, overage_minor) values"
                                    + " (:id, :metric, cast(:included as bigint), :beyond, cast(:overage as bigint))")
                    .setParameter("id", id)
                    .setParameter("metric", requireNonNull(limit.metric()).code())
                    .setParameter("included", limit.included())
                    .setParameter("beyond", requireNonNull(limit.beyond()).code())
                    .setParameter("overage", limit.overageMinor())
                    .executeUpdate();
        }
    }

    private static void check(FieldErrors faults, Terms terms) {
        var price = terms.priceMinor();
        faults.check(price == null || (price >= 0 && price <= LARGEST), "price_minor", "is 0 to " + LARGEST);
        var metrics = new HashSet<Metric>();
        for (var i = 0; i < terms.limits().size(); i++) {
            var limit = terms.limits().get(i);
            var fault = PlanLimit.fault(limit.metric(), limit.included(), limit.beyond(), limit.overageMinor());
            faults.check(fault == null, "limits[" + i + "]", String.valueOf(fault));
            faults.check(
                    limit.metric() == null || metrics.add(limit.metric()),
                    "limits[" + i + "]",
                    "is the second of its metric");
        }
    }

    private static boolean isName(@Nullable String name) {
        return name != null
                && !name.isBlank()
                && name.length() <= 255
                && name.chars().noneMatch(Character::isISOControl);
    }

    /**
     * What a version costs and includes.
     *
     * @param priceMinor without VAT, a month; null where it is quoted to each tenant
     */
    public record Terms(@Nullable Long priceMinor, List<NewLimit> limits) {
        public Terms {
            limits = List.copyOf(limits);
        }
    }

    /** What is to become a {@link PlanLimit}. */
    public record NewLimit(
            @Nullable Metric metric,
            @Nullable Long included,
            @Nullable Beyond beyond,
            @Nullable Long overageMinor) {}

    public record NewPlan(
            @Nullable String code,
            @Nullable String name,
            @Nullable String family,
            Terms terms) {}
}
