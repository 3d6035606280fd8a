package io.guichet.tenancy;

import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.UserId;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class RewrapKeysTest {

    private static final PlatformCaller ROOT = PlatformCaller.itself("test", "req_test");
    private static final String OLD = Wiring.PLATFORM_KEY;
    private static final String NEW = key(7);

    private final Wiring before = new Wiring();
    private final Wiring during = wiring(NEW, OLD);
    private final Wiring after = wiring(NEW, "");

    /** The database is that of all tests, and those know the old key alone. */
    @AfterEach
    void the_old_key_again() {
        all(wiring(OLD, NEW));
    }

    @Test
    void the_key_changes_while_both_work_and_the_old_one_can_be_forgotten() {
        var ebp = TestTenants.aTenant(before);
        byte[] box = before.inTenant(ebp, () -> before.get(Secrets.class).seal(ebp, "whsec_1"));
        var answer = once(before, ebp);

        assertThat(open(during, ebp, box)).isEqualTo("whsec_1");
        assertThatThrownBy(() -> open(after, ebp, box))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("guichet.platform.previous-keys");
        var rewrap = during.get(RewrapKeys.class);
        assertThat(rewrap.left(ROOT)).isPositive();

        // Ended after one batch, and begun again.
        rewrap.batch(ROOT);
        assertThat(open(during, ebp, box)).isEqualTo("whsec_1");
        all(during);

        assertThat(rewrap.left(ROOT)).isZero();
        assertThat(rewrap.batch(ROOT)).isZero();
        assertThat(open(after, ebp, box)).isEqualTo("whsec_1");
        assertThat(once(after, ebp)).isEqualTo(answer);
        assertThatThrownBy(() -> open(before, ebp, box)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_box_from_before_keys_had_names_is_wrapped_anew_too() {
        var ebp = TestTenants.aTenant(before);
        var id = ebp.tenant().toString();
        var old = new javax.crypto.spec.SecretKeySpec(new byte[32], "AES");
        RealPostgres.inTenant(ebp.tenant(), c -> {
            var update = c.prepareStatement("update tenants set data_key = ?");
            update.setBytes(1, KeyRing.seal(old, KeyRing.randomKey(), id));
            return update.executeUpdate();
        });
        byte[] box = before.inTenant(ebp, () -> before.get(Secrets.class).seal(ebp, "whsec_1"));

        all(during);

        assertThat(open(after, ebp, box)).isEqualTo("whsec_1");
    }

    @Test
    void whoever_changes_a_client_meanwhile_does_not_bring_the_old_box_back() {
        var ebp = TestTenants.aTenant(before);
        byte[] box = before.inTenant(ebp, () -> before.get(Secrets.class).seal(ebp, "whsec_1"));

        during.inTenant(ebp, () -> {
            var em = during.get(jakarta.persistence.EntityManager.class);
            var tenant = em.find(Tenant.class, ebp.tenant().value());
            all(during);
            tenant.name = "EBP Informatique";
            return null;
        });

        assertThat(open(after, ebp, box)).isEqualTo("whsec_1");
    }

    @Test
    void a_signature_of_the_old_key_is_known_as_long_as_it_is_there() {
        var signature = before.get(PlatformKey.class).sign("file", "a/b");

        assertThat(during.get(PlatformKey.class).signed("file", "a/b", signature))
                .isTrue();
        assertThat(during.get(PlatformKey.class).signed("file", "a/c", signature))
                .isFalse();
        assertThat(during.get(PlatformKey.class).sign("file", "a/b")).isNotEqualTo(signature);
        assertThat(after.get(PlatformKey.class).signed("file", "a/b", signature))
                .isFalse();
    }

    @Test
    void only_a_super_admin_does_it() {
        var admin = new PlatformCaller(new Actor.User(UserId.next(), "Admin"), false, "req_x", null);

        assertThatThrownBy(() -> during.get(RewrapKeys.class).batch(admin)).isInstanceOf(GuichetException.class);
    }

    private static void all(Wiring wiring) {
        while (wiring.get(RewrapKeys.class).batch(ROOT) > 0) {
            continue;
        }
    }

    private static String open(Wiring wiring, CallContext tenant, byte[] box) {
        return wiring.inTenant(tenant, () -> wiring.get(Secrets.class).open(tenant, box));
    }

    /** What the platform itself keeps is read by the new key, too. */
    private static String once(Wiring wiring, CallContext tenant) {
        try {
            return wiring.transactions().required(() -> {
                wiring.get(TenantScope.class).platform();
                return wiring.get(Idempotency.class)
                        .once(
                                ROOT,
                                "test",
                                tenant.tenant().toString(),
                                Map.of(),
                                String.class,
                                () -> "gk_" + tenant.tenant());
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Wiring wiring(String current, String previous) {
        return new Wiring()
                .configured("guichet.platform.key", current)
                .configured("guichet.platform.previous-keys", previous);
    }

    private static String key(int filling) {
        var bytes = new byte[32];
        Arrays.fill(bytes, (byte) filling);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
