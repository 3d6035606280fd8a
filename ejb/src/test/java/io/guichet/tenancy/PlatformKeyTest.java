package io.guichet.tenancy;

import io.guichet.kernel.CallContext;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class PlatformKeyTest {

    private static final byte[] PLAIN = "whsec_secret".getBytes(StandardCharsets.UTF_8);

    private final PlatformKey platform = key((byte) 1);

    @Test
    void what_was_sealed_opens_and_never_looks_alike() {
        var key = new SecretKeySpec(new byte[32], "AES");
        var first = KeyRing.seal(key, PLAIN, "t");

        assertThat(KeyRing.open(key, first, "t")).isEqualTo(PLAIN);
        assertThat(KeyRing.seal(key, PLAIN, "t")).isNotEqualTo(first);
        assertThat(new String(first, StandardCharsets.ISO_8859_1)).doesNotContain("secret");
    }

    @Test
    void a_box_of_one_tenant_does_not_open_for_another() {
        var box = platform.newDataKey("tenant-a");

        assertThat(platform.unwrap(box, "tenant-a").getEncoded()).hasSize(32);
        assertThatThrownBy(() -> platform.unwrap(box, "tenant-b")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void another_platform_key_opens_nothing() {
        var box = platform.newDataKey("tenant");

        assertThatThrownBy(() -> key((byte) 2).unwrap(box, "tenant"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("guichet.platform.key");
    }

    @Test
    void a_box_that_was_changed_anywhere_does_not_open() {
        var box = platform.newDataKey("tenant");
        for (var i = 0; i < box.length; i++) {
            var changed = box.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> platform.unwrap(changed, "tenant")).isInstanceOf(IllegalStateException.class);
        }
        assertThatThrownBy(() -> platform.unwrap(java.util.Arrays.copyOf(box, 20), "tenant"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> platform.unwrap(new byte[0], "tenant")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA", "not base64!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=="})
    void a_key_that_is_none_stops_the_start_with_its_name(String encoded) {
        var key = new PlatformKey();
        key.encoded = encoded;

        assertThatThrownBy(key::decode)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("guichet.platform.key")
                .satisfies(e -> assertThat(encoded.isEmpty() || !e.getMessage().contains(encoded))
                        .isTrue());
    }

    @Test
    void a_signature_belongs_to_its_purpose_its_text_and_its_key() {
        var signature = platform.sign("file", "a/b");

        assertThat(signature).hasSize(43).isEqualTo(platform.sign("file", "a/b"));
        assertThat(platform.sign("link", "a/b")).isNotEqualTo(signature);
        assertThat(platform.sign("file", "a/c")).isNotEqualTo(signature);
        assertThat(key((byte) 2).sign("file", "a/b")).isNotEqualTo(signature);
    }

    @Test
    void a_tenants_secret_opens_for_that_tenant_alone() {
        var wiring = new Wiring();
        var secrets = wiring.get(Secrets.class);
        var ebp = TestTenants.aTenant(wiring);
        var sage = TestTenants.aTenant(wiring);

        byte[] box = wiring.inTenant(ebp, () -> secrets.seal(ebp, "é secret"));

        assertThat(wiring.<String>inTenant(ebp, () -> secrets.open(ebp, box))).isEqualTo("é secret");
        assertThatThrownBy(() -> wiring.inTenant(sage, () -> secrets.open(sage, box)))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> wiring.inTenant(sage, () -> secrets.open(ebp, box)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_tenants_key_is_wrapped_in_the_database() {
        var wiring = new Wiring();
        CallContext ebp = TestTenants.aTenant(wiring);

        byte[] kept = RealPostgres.inTenant(ebp.tenant(), c -> {
            var row = c.createStatement().executeQuery("select data_key from tenants");
            row.next();
            return row.getBytes(1);
        });

        assertThat(kept).hasSize(1 + 8 + 12 + 32 + 16);
    }

    private static PlatformKey key(byte filling) {
        var bytes = new byte[32];
        java.util.Arrays.fill(bytes, filling);
        var key = new PlatformKey();
        key.encoded = Base64.getEncoder().encodeToString(bytes) + "\n";
        key.decode();
        return key;
    }
}
