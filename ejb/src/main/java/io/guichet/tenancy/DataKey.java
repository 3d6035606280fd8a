package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import javax.crypto.spec.SecretKeySpec;

/** A tenant's own key, for what is kept outside of the database. It says nothing of itself. */
public final class DataKey {

    private final TenantId tenant;
    private final SecretKeySpec key;

    DataKey(TenantId tenant, SecretKeySpec key) {
        this.tenant = tenant;
        this.key = key;
    }

    /**
     * Encrypts (AES-256-GCM).
     *
     * @param name of what is sealed: the box opens for this tenant and under this name alone
     */
    public byte[] seal(byte[] plain, String name) {
        return KeyRing.seal(key, plain, tenant + "/" + name);
    }

    /**
     * @throws IllegalStateException if it was sealed for another tenant or under another name, or was changed
     */
    public byte[] open(byte[] box, String name) {
        return KeyRing.open(key, box, tenant + "/" + name);
    }

    @Override
    public String toString() {
        return "the key of " + tenant;
    }
}
