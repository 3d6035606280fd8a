package io.guichet.tenancy;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.TenantId;
import io.guichet.tenancy.ApiKeys.Rotation;
import io.guichet.tenancy.Clients.ClientData;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is said of a client's plan and invoices when it is registered and changed, and the key that a list shows. */
@ExtendWith(RealPostgres.class)
class ClientPlansTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "test");

    private final Wiring wiring = new Wiring();
    private final Clients clients = wiring.get(Clients.class);

    @Test
    void the_price_of_a_quoted_plan_goes_along() {
        clients.register(ROOT, data(null, "enterprise", 150_000L), null);

        assertThat(wiring.told().of(TenantRegistered.class)).singleElement().satisfies(told -> {
            assertThat(told.plan()).isEqualTo("enterprise");
            assertThat(told.priceMinor()).isEqualTo(150_000);
        });
        assertFaulty(() -> clients.register(ROOT, data(null, " ", 1L), null), "price_minor");
    }

    @Test
    void a_change_of_the_client_refuses_a_plan_and_says_where_it_is_changed() {
        var made = clients.register(ROOT, data(null, null, null), null).client();

        assertThatThrownBy(() -> clients.replace(ROOT, made.id(), data("weekly", "pro", 1L), OptionalInt.empty()))
                .isInstanceOfSatisfying(GuichetException.class, e -> {
                    assertThat(e.fields())
                            .extracting(GuichetException.FieldError::field)
                            .containsExactlyInAnyOrder("plan", "price_minor", "billing_type");
                    assertThat(e.fields().toString()).contains("/subscription");
                });
        assertThat(clients.get(ROOT, made.id())).isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(strings = {"monthly", "yearly", "usage"})
    void a_client_is_noted_with_the_way_it_pays(String type) {
        var made = clients.register(ROOT, data(type, null, null), null).client();

        assertThat(made.billingType()).isEqualTo(type);
        assertThat(clients.replace(ROOT, made.id(), data(null, null, null), OptionalInt.empty())
                        .billingType())
                .isEqualTo("monthly");
    }

    @ParameterizedTest
    @ValueSource(strings = {"weekly", "Yearly", "null"})
    void a_way_of_paying_that_there_is_not_is_refused(String type) {
        assertFaulty(() -> clients.register(ROOT, data(type, null, null), null), "billing_type");
    }

    @Test
    void the_newest_key_that_lives_is_named_by_its_first_characters() {
        var one = clients.register(ROOT, data(null, null, null), null);
        var other = clients.register(ROOT, data(null, null, null), null);
        var keys = wiring.get(ApiKeys.class);
        var rotated = keys.rotate(ROOT.in(one.client().id()), new Rotation(0L, null), null);
        var gone = clients.register(ROOT, data(null, null, null), null).client().id();
        clients.delete(ROOT, gone);
        var ids = List.of(one.client().id(), other.client().id(), gone, TenantId.next());

        var found = clients.keyPrefixes(ROOT, ids);

        assertThat(found).containsOnlyKeys(one.client().id(), other.client().id());
        assertThat(found).containsEntry(one.client().id(), rotated.prefix());
        assertThat(other.apiKey()).startsWith(found.get(other.client().id()).substring(0, 6));
        assertThat(clients.keyPrefixes(ROOT, List.of())).isEqualTo(Map.of());
    }

    private static void assertFaulty(ThrowingCallable call, String field) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly(field));
    }

    private static ClientData data(@Nullable String billingType, @Nullable String plan, @Nullable Long priceMinor) {
        return new ClientData(
                TestTenants.slug(),
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
                billingType,
                null,
                null,
                null,
                null,
                null,
                plan,
                priceMinor);
    }
}
