package io.guichet.tenancy;

import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * What a tenant says of somebody who is to become its member.
 *
 * @param externalId what the tenant calls him in its own software, e.g. {@code DUR-001}
 * @param name as the tenant's customers read it; null: his own
 * @param phone where his customers may call, as it is shown; null: nowhere
 * @param branding JSON, or null
 */
public record NewMember(
        String externalId,
        @Nullable String name,
        @Nullable String phone,
        @Nullable String branding,
        MemberPermissions permissions) {

    static final int LONGEST_NAME = 255;
    static final String PHONE_RULE = "is a line of 1 to 50 characters";

    private static final int LONGEST_ID = 100;
    private static final int LONGEST_PHONE = 50;

    /** Somebody without a phone. */
    public NewMember(
            String externalId, @Nullable String name, @Nullable String branding, MemberPermissions permissions) {
        this(externalId, name, null, branding, permissions);
    }

    /** Notes what is wrong with it. */
    public FieldErrors check(FieldErrors errors) {
        errors.check(
                        !externalId.isBlank() && externalId.length() <= LONGEST_ID && isLine(externalId),
                        "external_id",
                        "is 1 to " + LONGEST_ID + " characters")
                .check(name == null || isName(name), "name", "is 1 to " + LONGEST_NAME + " characters")
                .check(phone == null || isPhone(phone), "phone", PHONE_RULE);
        BrandingSchema.checked(branding, errors);
        return permissions.check(errors);
    }

    static boolean isName(String name) {
        return !name.isBlank() && name.length() <= LONGEST_NAME && isLine(name);
    }

    static boolean isPhone(String phone) {
        return !phone.isBlank() && phone.length() <= LONGEST_PHONE && isLine(phone);
    }

    private static boolean isLine(String text) {
        return PlainText.isClean(text, false);
    }
}
