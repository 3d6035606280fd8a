package io.guichet.billing;

import io.guichet.kernel.PlatformCaller;
import io.guichet.testing.Pages;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** The catalogue, page by page. */
@ExtendWith(RealPostgres.class)
class PlansTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");

    private final Plans plans = new Wiring().get(Plans.class);

    @Test
    void plans_are_read_page_by_page_by_family_and_price_the_quoted_ones_last() {
        var cheap = aPlan("vendor", 0L);
        var dear = aPlan("vendor", 1_000_000L);
        var quoted = aPlan("vendor", null);
        var automated = aPlan("automation", 0L);

        var all = new ArrayList<String>();
        var page = plans.list(ROOT, Pages.first(2));
        page.items().forEach(plan -> all.add(plan.code()));
        while (page.next() != null) {
            page = plans.list(ROOT, Pages.after(page.next(), 2));
            page.items().forEach(plan -> all.add(plan.code()));
        }

        assertThat(all).doesNotHaveDuplicates().containsSubsequence(cheap, "starter", "pro", dear, quoted, automated);
    }

    private String aPlan(String family, @Nullable Long price) {
        var code = TestTenants.slug();
        plans.add(ROOT, new Plans.NewPlan(code, "Craft", family, new Plans.Terms(price, List.of())), null);
        return code;
    }
}
