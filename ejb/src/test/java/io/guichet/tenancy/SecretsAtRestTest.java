package io.guichet.tenancy;

import io.guichet.conversation.Links;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.UserId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.webhook.Endpoints;
import io.guichet.webhook.NewEndpoint;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** Who reads the whole database, with every right there is, reads no secret. */
@ExtendWith(RealPostgres.class)
class SecretsAtRestTest {

    private static final PlatformCaller ROOT =
            new PlatformCaller(new Actor.User(UserId.next(), "Root"), true, "req_root", "127.0.0.1");

    private final Wiring wiring =
            new Wiring().configured("guichet.profile", "dev").configured("guichet.files.dir", "target/files");
    private final Map<String, String> secrets = new LinkedHashMap<>();

    @BeforeEach
    void everything_that_is_shown_once() {
        var slug = TestTenants.slug();
        var client = wiring.get(Clients.class).register(ROOT, data(slug), "k-" + slug);
        secrets.put("the first API key, also as the answer that is given again", client.apiKey());
        var ebp = ROOT.in(client.client().id());
        secrets.put(
                "an API key that was rotated",
                wiring.get(ApiKeys.class)
                        .rotate(ebp, new ApiKeys.Rotation(60L, null), "k")
                        .apiKey());
        secrets.put(
                "the secret of a webhook",
                wiring.get(Endpoints.class)
                        .create(ebp, new NewEndpoint("https://ebp.example/hook", List.of("project.completed")), "k")
                        .secret());
        var deployment = TestAgents.aDeployment(wiring, ebp);
        secrets.put(
                "the secret of a session",
                TestAgents.aVisitor(wiring, deployment).secret().text());
        secrets.put("the token of a link", link(ebp, deployment.key()));
    }

    @Test
    void no_table_holds_a_secret_that_can_be_read() throws SQLException {
        var found = new ArrayList<String>();
        var tables = 0;
        var rows = 0L;
        try (var connection = RealPostgres.superuser().getConnection();
                var statement = connection.createStatement()) {
            var names = new ArrayList<String>();
            try (var all = statement.executeQuery("""
                    select format('%I.%I', schemaname, tablename) from pg_tables
                     where schemaname not in ('pg_catalog', 'information_schema')""")) {
                while (all.next()) {
                    names.add(all.getString(1));
                }
            }
            for (var table : names) {
                tables++;
                try (var all = statement.executeQuery("select t::text from " + table + " t")) {
                    while (all.next()) {
                        rows++;
                        search(table, all.getString(1), found);
                    }
                }
            }
        }

        assertThat(found).isEmpty();
        assertThat(tables).isGreaterThan(20);
        assertThat(rows).isGreaterThan(20);
    }

    /** Otherwise the test above would find nothing whatever there was. */
    @Test
    void the_search_finds_what_is_there() {
        var found = new ArrayList<String>();
        var secret = secrets.get("the secret of a webhook");
        search("plain", "(1," + secret + ")", found);
        search("hexadecimal", "(1,\\x" + hex(secret.getBytes(StandardCharsets.UTF_8)) + ")", found);
        search("decoded", "(1,\\x" + hex(Base64.getDecoder().decode(secret.substring(6))) + ")", found);

        assertThat(found).hasSize(3);
    }

    private void search(String table, String row, List<String> found) {
        secrets.forEach((name, secret) -> {
            if (forms(secret).stream().anyMatch(row::contains)) {
                found.add(name + " in " + table);
            }
        });
    }

    private static List<String> forms(String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        // A link's token has no prefix, and may have an underscore of its own.
        var random = secret.replaceFirst("^(whsec|gk|sess)_", "");
        var forms = new ArrayList<>(List.of(
                secret, random, hex(bytes), Base64.getEncoder().withoutPadding().encodeToString(bytes)));
        forms.add(hex(
                secret.startsWith("whsec_")
                        ? Base64.getDecoder().decode(random)
                        : Base64.getUrlDecoder().decode(random)));
        return forms;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    private String link(CallContext tenant, String deployment) {
        return wiring.get(Links.class)
                .create(tenant, new Links.NewLink(deployment, null, null, null), "k")
                .sessionToken();
    }

    private static Clients.ClientData data(String slug) {
        return new Clients.ClientData(
                slug,
                "EBP",
                null,
                null,
                null,
                null,
                null,
                null,
                "claire@ebp.example",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
