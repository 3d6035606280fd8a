package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.HttpOutcome;
import io.guichet.kernel.Json;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class DomainsTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final Map<String, String> records = new HashMap<>();
    private final Map<String, String> files = new HashMap<>();
    private final Wiring wiring = wired(new Wiring());
    private final Domains domains = wiring.get(Domains.class);
    private final VerifyDomain verify = wiring.get(VerifyDomain.class);

    private CallContext ebp;
    private CallContext sage;
    private DeploymentId deployment;
    private String site;

    @BeforeEach
    void two_tenants_and_a_deployment() {
        ebp = TestTenants.aTenant(wiring);
        sage = TestTenants.aTenant(wiring);
        deployment = bare(ebp);
        site = TestTenants.slug() + ".fr";
    }

    @Test
    void domains_are_read_page_by_page_the_oldest_first() {
        var one = add(deployment, ebp, "a." + site);
        var two = add(deployment, ebp, "c." + site);
        var three = add(deployment, ebp, "b." + site);

        var first = domains.list(ebp, deployment, Pages.first(2));
        var second = domains.list(ebp, deployment, Pages.after(first.next(), 2));

        assertThat(first.items()).containsExactly(one, two);
        assertThat(second.items()).containsExactly(three);
        assertThat(second.next()).isNull();
    }

    @Test
    void a_domain_is_added_listed_and_removed() {
        var added = add(deployment, ebp, "App." + site);

        assertThat(added.domain()).isEqualTo("app." + site);
        assertThat(added.environment()).isEqualTo("production");
        assertThat(added.isActive()).isTrue();
        assertThat(domains.list(ebp, deployment, Pages.first()).items()).containsExactly(added);
        assertThat(rules()).containsExactly(new DomainRule("app." + site, false, "production"));

        domains.remove(ebp, deployment, id(added));
        assertThat(domains.list(ebp, deployment, Pages.first()).items()).isEmpty();
        assertThatThrownBy(() -> domains.remove(ebp, deployment, id(added)))
                .satisfies(is(ProblemCode.DOMAIN_NOT_FOUND));
    }

    @Test
    void a_star_is_a_wildcard_and_not_the_domain_itself() {
        assertThat(add(deployment, ebp, "*." + site).isWildcard()).isTrue();
        assertThat(add(deployment, ebp, site).isWildcard()).isFalse();
        assertThatThrownBy(() -> add(deployment, ebp, "*." + site)).satisfies(is(ProblemCode.CONFLICT));
        assertThatThrownBy(() -> add(deployment, ebp, "*.fr")).satisfies(is(ProblemCode.INVALID_FIELDS));
    }

    @Test
    void another_tenants_domains_are_as_if_they_did_not_exist() {
        var added = add(deployment, ebp, site);

        assertThatThrownBy(() -> domains.list(sage, deployment, Pages.first()).items())
                .satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> add(deployment, sage, site)).satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> domains.remove(sage, deployment, id(added)))
                .satisfies(is(ProblemCode.DEPLOYMENT_NOT_FOUND));
        assertThatThrownBy(() -> domains.remove(sage, bare(sage), id(added)))
                .satisfies(is(ProblemCode.DOMAIN_NOT_FOUND));
    }

    @Test
    void a_domain_that_two_tenants_claim_warns_both_and_names_neither() {
        var other = bare(sage);
        var first = add(deployment, ebp, "app." + site);
        assertThat(first.warnings()).isEmpty();

        var second = add(other, sage, "app." + site);
        assertThat(second.warnings()).extracting(DomainView.Warning::code).containsExactly("claimed_elsewhere");
        assertThat(second.warnings().getFirst().detail()).doesNotContain("Durant");
        assertThat(domains.list(ebp, deployment, Pages.first())
                        .items()
                        .getFirst()
                        .warnings())
                .hasSize(1);
        assertThat(add(other, sage, "*." + site).warnings()).as("above").hasSize(1);
        assertThat(add(deployment, ebp, "x.app." + site).warnings()).as("below").hasSize(1);
        assertThat(add(deployment, ebp, site).warnings()).as("beside").isEmpty();
        assertThat(add(other, sage, "localhost", "localhost").warnings()).isEmpty();
        assertThat(audited(sage)).contains("domain.contested");
        assertThat(audited(ebp)).contains("domain.added", "domain.contested");
    }

    @Test
    void of_two_tenants_who_claim_a_domain_at_once_both_are_warned() throws Exception {
        var other = bare(sage);
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (var i = 0; i < 5; i++) {
                var name = "w" + i + "." + site;
                var together = new CyclicBarrier(2);
                var claims = threads.invokeAll(List.<Callable<DomainView>>of(
                        () -> {
                            together.await();
                            return add(deployment, ebp, "x." + name);
                        },
                        () -> {
                            together.await();
                            return add(other, sage, "*." + name);
                        }));
                assertThat(claims.get(0).get().warnings().size()
                                + claims.get(1).get().warnings().size())
                        .isEqualTo(1);
            }
        }

        assertThat(domains.list(ebp, deployment, Pages.first()).items())
                .hasSize(5)
                .allSatisfy(d -> assertThat(d.warnings()).hasSize(1));
        assertThat(domains.list(sage, other, Pages.first()).items())
                .hasSize(5)
                .allSatisfy(d -> assertThat(d.warnings()).hasSize(1));
    }

    @Test
    void the_look_for_other_claims_does_not_read_through_ten_thousand_domains() throws Exception {
        tenThousandBelow("big" + site, sage, bare(sage));
        var looked = lookOfEbp("'shop7.big" + site + "', 'x.shop10.big" + site + "', '*.big" + site + "', '*.none."
                + site + "', '" + site + "'");

        assertThat(RealPostgres.<List<String>>inTenant(ebp.tenant(), c -> {
                    // The first look of a connection reads the catalogue, too.
                    texts(c, "select * from " + looked);
                    return texts(c, "select * from " + looked);
                }))
                .containsExactly("shop7.big" + site, "x.shop10.big" + site, "*.big" + site);
        assertThat(pagesRead(looked)).isBetween(1, 80);
    }

    @Test
    void nor_through_ten_thousand_of_ones_own() throws Exception {
        tenThousandBelow("own" + site, ebp, deployment);
        var looked = lookOfEbp("'*.own" + site + "'");

        assertThat(RealPostgres.<List<String>>inTenant(ebp.tenant(), c -> texts(c, "select * from " + looked)))
                .isEmpty();
        assertThat(pagesRead(looked)).isBetween(1, 80);
    }

    private static void tenThousandBelow(String name, CallContext context, DeploymentId deployment) throws Exception {
        RealPostgres.inTenant(
                context.tenant(),
                c -> c.createStatement()
                        .executeUpdate("""
                        insert into allowed_domains (id, tenant_id, deployment_id, domain, is_wildcard, environment,
                                                     created_at, challenge)
                        select gen_random_uuid(), '%s', '%s', 'shop' || g || '.%s', g %% 10 = 0, 'production', now(), 'x'
                          from generate_series(1, 10000) g""".formatted(context.tenant().value(), deployment.value(), name)));
        try (var superuser = RealPostgres.superuser().getConnection();
                var statement = superuser.createStatement()) {
            statement.execute("analyze allowed_domains, agent_deployments, domain_ancestors");
        }
    }

    private String lookOfEbp(String claims) {
        return "domains_claimed_elsewhere('" + ebp.tenant().value() + "', array[" + claims + "])";
    }

    /** By the second look of a connection: the first reads the catalogue, too. */
    private int pagesRead(String looked) throws Exception {
        return RealPostgres.<Integer>inTenant(ebp.tenant(), c -> {
            texts(c, "select * from " + looked);
            var plan = Json.tree(texts(c, "explain (analyze, buffers, format json) select * from " + looked)
                    .getFirst());
            return plan.path(0).path("Plan").path("Shared Hit Blocks").intValue()
                    + plan.path(0).path("Plan").path("Shared Read Blocks").intValue();
        });
    }

    private static List<String> texts(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var texts = new ArrayList<String>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        }
    }

    @Test
    void a_record_in_dns_proves_a_domain() {
        var added = add(deployment, ebp, "*." + site);
        var missing = verify.verify(ebp, deployment, id(added));
        assertThat(missing.verified()).isFalse();
        assertThat(missing.checks()).extracting(VerifyDomain.Check::method).containsExactly("dns", "file");

        records.put("_guichet-challenge." + site, added.proof().value());
        assertThatThrownBy(() -> verify.verify(ebp, deployment, id(added))).satisfies(is(ProblemCode.RATE_LIMITED));
        clock.advance(Duration.ofSeconds(11));
        var proved = verify.verify(ebp, deployment, id(added));

        assertThat(proved.verified()).isTrue();
        assertThat(proved.domain().verifiedBy()).isEqualTo("dns");
        assertThat(proved.domain().verifiedAt()).isEqualTo(clock.instant());
        assertThat(audited(ebp)).contains("domain.verified");
    }

    @Test
    void a_file_proves_a_domain_and_a_proof_that_is_gone_is_none() {
        var added = add(deployment, ebp, site);
        files.put(added.proof().fileUrl(), added.proof().value() + "\n");
        assertThat(verify.verify(ebp, deployment, id(added)).domain().verifiedBy())
                .isEqualTo("file");

        files.clear();
        clock.advance(Duration.ofMinutes(1));
        assertThat(verify.verify(ebp, deployment, id(added)).domain().verifiedAt())
                .isNull();
        assertThat(audited(ebp)).contains("domain.proof_lost");
    }

    @Test
    void what_nobody_owns_is_not_proved() {
        var added = add(deployment, ebp, "localhost", "localhost");

        assertThat(added.proof()).isNull();
        assertThatThrownBy(() -> verify.verify(ebp, deployment, id(added))).satisfies(is(ProblemCode.INVALID_FIELDS));
    }

    @Test
    void where_wildcards_need_a_proof_they_count_only_with_one() {
        var strict = wired(new Wiring().configured("guichet.agent.wildcards-need-proof", "true"));
        var tenant = TestTenants.aTenant(strict);
        var id = bare(tenant);
        var wild = strict.get(Domains.class).add(tenant, id, new DomainDraft("*." + site, null, null), null);
        strict.get(Domains.class).add(tenant, id, new DomainDraft(site, null, null), null);

        assertThat(wild.isActive()).isFalse();
        assertThat(strict.get(Deployments.class).domains(tenant, id))
                .containsExactly(new DomainRule(site, false, "production"));

        records.put("_guichet-challenge." + site, wild.proof().value());
        strict.get(VerifyDomain.class).verify(tenant, id, id(wild));
        assertThat(strict.get(Deployments.class).domains(tenant, id)).hasSize(2);
    }

    @Test
    void slow_name_servers_hold_one_check_of_a_tenant_and_four_of_the_node() throws Exception {
        var asked = new CountDownLatch(4);
        var answer = new CountDownLatch(1);
        var slow = wired(new Wiring()).with(TxtRecords.class, (name, timeout) -> {
            asked.countDown();
            await(answer);
            return new TxtRecords.Answer.Found(List.of());
        });
        var check = slow.get(VerifyDomain.class);
        var places = IntStream.range(0, 5).mapToObj(i -> new Place(slow)).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = places.stream()
                    .limit(4)
                    .map(p -> threads.submit(() -> check.verify(p.tenant, p.deployment, p.domain)))
                    .toList();
            await(asked);
            try {
                var first = places.getFirst();
                assertThatThrownBy(() -> check.verify(first.tenant, first.deployment, first.domain))
                        .satisfies(is(ProblemCode.RATE_LIMITED))
                        .hasMessageContaining("of yours");
                var last = places.getLast();
                assertThatThrownBy(() -> check.verify(last.tenant, last.deployment, last.domain))
                        .isInstanceOfSatisfying(
                                GuichetException.class,
                                e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(10)));
            } finally {
                answer.countDown();
            }
            for (var one : running) {
                assertThat(one.get().verified()).isFalse();
            }
            var last = places.getLast();
            assertThat(check.verify(last.tenant, last.deployment, last.domain).verified())
                    .isFalse();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A domain of a tenant of its own. */
    private final class Place {

        private final CallContext tenant;
        private final DeploymentId deployment;
        private final DomainId domain;

        Place(Wiring in) {
            tenant = TestTenants.aTenant(in);
            deployment = bare(tenant);
            domain = id(in.get(Domains.class).add(tenant, deployment, new DomainDraft(site, null, null), null));
        }
    }

    private Wiring wired(Wiring bare) {
        return bare.with(Clock.class, clock)
                .with(
                        TxtRecords.class,
                        (name, timeout) -> new TxtRecords.Answer.Found(
                                records.containsKey(name) ? List.of("other", records.get(name)) : List.of()))
                .with(GuardedHttpClient.class, new GuardedHttpClient() {
                    @Override
                    public HttpOutcome get(URI url, Duration timeout) {
                        var content = files.get(url.toString());
                        return content == null
                                ? new HttpOutcome.Answered(404, Map.of(), "")
                                : new HttpOutcome.Answered(200, Map.of(), content);
                    }
                });
    }

    private DeploymentId bare(CallContext tenant) {
        return wiring.get(Deployments.class)
                .add(
                        tenant,
                        TestAgents.anAgent(wiring, "shared"),
                        "Expert BTP",
                        "dpl_" + TestTenants.slug().replace("-", ""),
                        "shared",
                        null,
                        List.of())
                .id();
    }

    private DomainView add(DeploymentId to, CallContext tenant, String domain) {
        return add(to, tenant, domain, null);
    }

    private DomainView add(DeploymentId to, CallContext tenant, String domain, String environment) {
        return domains.add(tenant, to, new DomainDraft(domain, null, environment), null);
    }

    private List<DomainRule> rules() {
        return wiring.get(Deployments.class).domains(ebp, deployment);
    }

    private static List<String> audited(CallContext tenant) {
        return RealPostgres.inTenant(tenant.tenant(), c -> {
            var rows = c.createStatement()
                    .executeQuery("select action from audit_log where tenant_id = '"
                            + tenant.tenant().value() + "' order by number");
            var actions = new java.util.ArrayList<String>();
            while (rows.next()) {
                actions.add(rows.getString(1));
            }
            return actions;
        });
    }

    private static DomainId id(DomainView domain) {
        return DomainId.parse(domain.id()).orElseThrow();
    }

    private static java.util.function.Consumer<Throwable> is(ProblemCode code) {
        return e -> assertThat(e)
                .isInstanceOfSatisfying(
                        GuichetException.class, g -> assertThat(g.code()).isEqualTo(code));
    }
}
