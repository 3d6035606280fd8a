package io.guichet.agent;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Json;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A domain that another tenant claims, too. */
@ExtendWith(RealPostgres.class)
class DomainsClaimedElsewhereTest extends DomainsScene {

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
}
