package io.guichet.tenancy;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.tenancy.Clients.ClientData;
import io.guichet.tenancy.Clients.ClientFilter;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Clients, from their registration to their end. */
@ExtendWith(RealPostgres.class)
class ClientsTest extends ClientsScene {

    @Test
    void a_client_is_registered_with_a_key_that_works_and_what_was_not_said_is_the_usual() {
        var slug = TestTenants.slug();
        var made = clients.register(ADMIN, data(slug, "EBP", "starter"), null);

        assertThat(made.client())
                .extracting(
                        ClientView::slug, ClientView::kind, ClientView::status, ClientView::locale, ClientView::zone)
                .containsExactly(slug, "vendor", "active", "fr", "Europe/Paris");
        assertThat(made.client().version()).isEqualTo(1);
        assertThat(made.client().billingType()).isEqualTo("monthly");
        assertThat(clients.get(ADMIN, made.client().id())).isEqualTo(made.client());
        assertThat(authenticate.byApiKey(new Token(made.apiKey()), "c", null))
                .hasValueSatisfying(
                        c -> assertThat(c.tenant()).isEqualTo(made.client().id()));
        assertThat(wiring.told().of(TenantRegistered.class)).singleElement().satisfies(e -> {
            assertThat(e.plan()).isEqualTo("starter");
            assertThat(e.context().tenant()).isEqualTo(made.client().id());
            assertThat(e.context().may(Permission.MANAGE_SUBSCRIPTION)).isTrue();
        });
    }

    @Test
    void who_hears_of_a_new_client_may_refuse_it_and_nothing_is_left() {
        var slug = TestTenants.slug();
        wiring.told().to(TenantRegistered.class, event -> {
            if (event.plan() != null) {
                throw new GuichetException(ProblemCode.INVALID_FIELDS, "no such plan");
            }
        });

        refused(ProblemCode.INVALID_FIELDS, () -> clients.register(ADMIN, data(slug, "EBP", "gold"), "k-" + slug));

        assertThat(clients.register(ADMIN, data(slug, "EBP", null), "k-" + slug)
                        .client()
                        .slug())
                .isEqualTo(slug);
    }

    @Test
    void a_slug_belongs_to_one_client_also_after_its_end() {
        var slug = TestTenants.slug();
        var first =
                clients.register(ADMIN, data(slug, "EBP", null), null).client().id();
        var other = clients.register(ADMIN, data(TestTenants.slug(), "SAGE", null), null)
                .client()
                .id();

        refused(ProblemCode.SLUG_TAKEN, () -> clients.register(ADMIN, data(slug, "SAGE", null), null));
        refused(
                ProblemCode.SLUG_TAKEN,
                () -> clients.replace(ADMIN, other, data(slug, "SAGE", null), OptionalInt.empty()));
        clients.delete(ROOT, first);
        refused(ProblemCode.SLUG_TAKEN, () -> clients.register(ADMIN, data(slug, "SAGE", null), null));
    }

    @Test
    void of_many_who_want_one_slug_at_once_one_gets_it_and_the_others_are_told() throws Exception {
        var slug = TestTenants.slug();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<String>) () -> {
                        try {
                            return clients.register(ADMIN, data(slug, "EBP", null), null)
                                    .client()
                                    .slug();
                        } catch (GuichetException e) {
                            return e.code().code();
                        }
                    })
                    .toList();
            var answers = new ArrayList<String>();
            for (var call : threads.invokeAll(calls)) {
                answers.add(call.get());
            }
            assertThat(answers)
                    .containsOnlyOnce(slug)
                    .filteredOn(a -> a.equals("slug_taken"))
                    .hasSize(5);
        }
    }

    @Test
    void the_same_request_twice_gives_the_same_client_and_the_same_key() {
        var data = data(TestTenants.slug(), "EBP", null);
        var key = "k-" + data.slug();
        var first = clients.register(ADMIN, data, key);

        assertThat(clients.register(ADMIN, data, key)).isEqualTo(first);
        assertThat(wiring.told().of(TenantRegistered.class)).hasSize(1);
        refused(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), key));
        // Another person's key is another key: he learns nothing of the first one's answer.
        refused(ProblemCode.SLUG_TAKEN, () -> clients.register(ROOT, data, key));
    }

    @Test
    void every_faulty_field_is_named_at_once() {
        var faulty = new ClientData(
                "Not A Slug",
                "",
                "bank",
                "de",
                "Mars/Base",
                "javascript:alert(1)",
                "ftp://x.fr",
                "a\nb",
                "nobody",
                "call me",
                "al\u0007so@nobody.example",
                "x".repeat(2001),
                "weekly",
                "12",
                -1L,
                -1L,
                Long.MAX_VALUE,
                "\u0007",
                null,
                null);

        assertThatThrownBy(() -> clients.register(ADMIN, faulty, null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "slug",
                                        "name",
                                        "kind",
                                        "locale",
                                        "zone",
                                        "logo_url",
                                        "website_url",
                                        "contact_name",
                                        "contact_email",
                                        "contact_phone",
                                        "billing_email",
                                        "billing_address",
                                        "billing_type",
                                        "vat_number",
                                        "max_deployments",
                                        "max_sessions_month",
                                        "max_messages_month",
                                        "notes"));
    }

    @Test
    void the_trail_says_that_a_contact_changed_and_not_whose_he_is() {
        var made = clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), null)
                .client();
        clients.replace(ADMIN, made.id(), data(made.slug(), "EBP Informatique", null), OptionalInt.empty());
        var entries =
                trail.list(ADMIN.in(made.id()), newest(10), everything(null)).items();

        assertThat(made.contactEmail()).isNotNull();
        assertThat(entries.toString()).doesNotContain(made.contactEmail());
        assertThat(entries.getFirst().after().get("contact_email").asText()).isEqualTo("…");
        assertThat(entries.getFirst().after().get("name").asText()).isEqualTo("EBP Informatique");
        assertThat(entries.getFirst().after().has("changed")).isFalse();
    }

    @Test
    void what_two_change_at_once_only_the_first_changes() {
        var made = clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), null)
                .client();
        clock.advance(Duration.ofMinutes(1));

        var changed = clients.replace(
                ADMIN, made.id(), data(made.slug(), "EBP Informatique", null), OptionalInt.of(made.version()));

        assertThat(changed.name()).isEqualTo("EBP Informatique");
        assertThat(changed.version()).isEqualTo(2);
        assertThat(changed.updatedAt()).isEqualTo(clock.instant());
        assertThat(changed.createdAt()).isEqualTo(made.createdAt());
        refused(
                ProblemCode.PRECONDITION_FAILED,
                () -> clients.replace(ADMIN, made.id(), data(made.slug(), "X", null), OptionalInt.of(1)));
        assertThat(clients.replace(ADMIN, made.id(), data(made.slug(), "Y", null), OptionalInt.empty())
                        .version())
                .isEqualTo(3);
    }

    @Test
    void a_suspended_client_is_closed_to_its_keys_and_still_read_by_the_platform() {
        var made = clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), null);
        var id = made.client().id();

        var suspended = clients.suspend(ADMIN, id, "Impayé");

        assertThat(suspended.status()).isEqualTo("suspended");
        assertThat(suspended.suspendedReason()).isEqualTo("Impayé");
        assertThat(authenticate.byApiKey(new Token(made.apiKey()), "c", null)).isEmpty();
        assertThat(clients.get(ADMIN, id).status()).isEqualTo("suspended");
        assertThat(trail.list(ADMIN.in(id), newest(10), everything(null)).items())
                .isNotEmpty();
        refused(ProblemCode.INVALID_FIELDS, () -> clients.suspend(ADMIN, id, " "));

        assertThat(clients.reactivate(ADMIN, id).status()).isEqualTo("active");
        assertThat(clients.reactivate(ADMIN, id).version()).isEqualTo(3);
        assertThat(authenticate.byApiKey(new Token(made.apiKey()), "c", null)).isPresent();
    }

    @Test
    void only_a_super_admin_deletes_and_then_nothing_works_though_the_rows_stay() {
        var made = clients.register(ADMIN, data(TestTenants.slug(), "EBP", null), null);
        var id = made.client().id();

        refused(ProblemCode.FORBIDDEN, () -> clients.delete(ADMIN, id));
        clients.delete(ROOT, id);

        assertThat(authenticate.byApiKey(new Token(made.apiKey()), "c", null)).isEmpty();
        refused(ProblemCode.CLIENT_NOT_FOUND, () -> clients.get(ADMIN, id));
        refused(ProblemCode.CLIENT_NOT_FOUND, () -> clients.delete(ROOT, id));
        refused(ProblemCode.CLIENT_NOT_FOUND, () -> clients.reactivate(ROOT, id));
        assertThat(clients.list(ADMIN, named(made.client().slug()), new ClientFilter("deleted", null))
                        .items())
                .singleElement()
                .satisfies(c -> assertThat(c.deletedAt()).isNotNull());
        assertThat(wiring.get(ApiKeys.class).list(ROOT.in(id), newest(10)).items())
                .extracting(ApiKeyView::status)
                .containsExactly("revoked");
    }

    @Test
    void a_client_that_never_was_is_not_found() {
        refused(ProblemCode.CLIENT_NOT_FOUND, () -> clients.get(ADMIN, TenantId.next()));
        refused(ProblemCode.CLIENT_NOT_FOUND, () -> clients.suspend(ADMIN, TenantId.next(), "no"));
    }
}
