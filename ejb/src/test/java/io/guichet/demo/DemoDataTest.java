package io.guichet.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.agent.Deployments;
import io.guichet.conversation.Links;
import io.guichet.conversation.OpenSession;
import io.guichet.kernel.Json;
import io.guichet.kernel.Token;
import io.guichet.quote.PriceBooks;
import io.guichet.tenancy.Authenticate;
import io.guichet.tenancy.Tenants;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Wiring;
import io.guichet.trade.Businesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(RealPostgres.class)
class DemoDataTest {

    @TempDir
    Path folder;

    private final Wiring wiring =
            new Wiring().configured("guichet.profile", "dev").configured("guichet.files.dir", "target/no-files");

    @Test
    void where_nobody_asks_for_it_there_is_no_demo() {
        var file = folder.resolve("none.json");
        var data = data(file);
        data.config.enabled = false;
        data.load();

        assertThat(file).doesNotExist();
    }

    @Test
    void it_is_loaded_once_and_a_lost_file_is_written_again_with_keys_that_work() throws IOException {
        var file = folder.resolve("demo.json");
        data(file).load();
        var first = Files.readString(file);
        data(file).load();
        assertThat(Files.readString(file)).isEqualTo(first);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));

        Files.delete(file);
        data(file).load();

        var ebp = tenant(file, "ebp");
        var context = wiring.get(Authenticate.class)
                .byApiKey(new Token(ebp.get("apiKey").asText()), "test", null)
                .orElseThrow();
        assertThat(ebp.get("webhookSecret").asText()).startsWith("whsec_");
        assertThat(tenant(file, "bistro-des-halles").get("webhookSecret").isNull())
                .isTrue();
        var link = wiring.get(Links.class)
                .create(
                        context,
                        new Links.NewLink(
                                ebp.get("deployments").get(0).get("key").asText(), "DUR-001", null, null),
                        null);
        var opened = wiring.get(OpenSession.class).byLink(new Token(link.sessionToken()), "fr", "test");
        assertThat(opened.artisan()).isEqualTo("Durant Peinture");
        assertThat(opened.branding().primaryColor()).isEqualTo("#C0392B");
        assertThat(opened.branding().welcome()).contains("assistant IA de Durant Peinture");
    }

    @Test
    void a_craftsman_is_a_member_of_two_vendors() {
        data(folder.resolve("demo.json")).load();

        assertThat(wiring.get(Authenticate.class).memberships(DemoData.DURANT))
                .extracting(m -> m.tenant().slug() + " " + m.member().externalId())
                .containsExactly("ebp DUR-001", "sage A-7834");
        var sage = wiring.get(Tenants.class).bySlug("sage").orElseThrow();
        assertThat(wiring.get(Authenticate.class)
                        .byMembership(DemoData.DURANT, "Durant", Set.of("artisan"), sage.id(), "test", null))
                .isPresent();
    }

    @Test
    void the_bistro_and_the_salon_have_agents_hours_and_prices_of_their_trades() throws IOException {
        var file = folder.resolve("demo.json");
        data(file).load();

        for (var slug : List.of("bistro-des-halles", "salon-nadia")) {
            var tenant = wiring.get(Tenants.class).bySlug(slug).orElseThrow();
            var context = DemoData.context(tenant);
            var key = tenant(file, slug).get("deployments").get(0).get("key").asText();
            var opened = wiring.get(OpenSession.class)
                    .byDeployment(key, "https://" + slug.split("-")[0] + ".example", "fr", "test");
            var business = wiring.get(Businesses.class).of(context, opened.conversation());
            assertThat(business.week()).isNotEmpty();
            var agent = wiring.get(Deployments.class)
                    .byKey(context, key)
                    .orElseThrow()
                    .agent();
            var book = wiring.get(PriceBooks.class).current(context, agent).book();
            assertThat(business.offers())
                    .isNotEmpty()
                    .allMatch(o -> book.item(o.code()).isPresent());
        }
    }

    private DemoData data(Path file) {
        var config = new DemoConfig();
        config.profile = "dev";
        config.enabled = true;
        config.file = Optional.of(file.toString());
        config.receiverPort = 8190;
        var data = new DemoData();
        data.config = config;
        data.tenants = wiring.get(Tenants.class);
        data.agents = wiring.get(io.guichet.agent.Agents.class);
        data.addTenant = wiring.get(AddDemoTenant.class);
        data.documents = wiring.get(io.guichet.knowledge.CommonDocuments.class);
        data.priceBooks = wiring.get(io.guichet.quote.PriceBooks.class);
        data.endpoints = wiring.get(io.guichet.webhook.Endpoints.class);
        return data;
    }

    private static JsonNode tenant(Path file, String slug) throws IOException {
        for (var tenant : Json.tree(Files.readString(file)).get("tenants")) {
            if (tenant.get("slug").asText().equals(slug)) {
                return tenant;
            }
        }
        throw new AssertionError("no tenant " + slug);
    }
}
