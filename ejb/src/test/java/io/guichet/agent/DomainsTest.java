package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Domains of a deployment, and their proofs. */
@ExtendWith(RealPostgres.class)
class DomainsTest extends DomainsScene {

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

    private List<DomainRule> rules() {
        return wiring.get(Deployments.class).domains(ebp, deployment);
    }
}
