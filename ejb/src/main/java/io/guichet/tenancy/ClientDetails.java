package io.guichet.tenancy;

import io.guichet.kernel.FieldErrors;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a tenant when it is registered or changed, checked: every faulty field is named at once.
 *
 * @param slug 1 to 63 of a-z, 0-9 and -; nobody else's, also no deleted one's
 * @param kind {@code vendor} or {@code business}
 * @param billingType how its next subscription is paid: {@code monthly}, {@code yearly} or {@code usage}
 * @param maxDeployments null where the plan says it; the same for the other two
 */
record ClientDetails(
        String slug,
        String name,
        String kind,
        String locale,
        String zone,
        @Nullable String logoUrl,
        @Nullable String websiteUrl,
        @Nullable String contactName,
        String contactEmail,
        @Nullable String contactPhone,
        @Nullable String billingEmail,
        @Nullable String billingAddress,
        String billingType,
        @Nullable String vatNumber,
        @Nullable Long maxDeployments,
        @Nullable Long maxSessionsMonth,
        @Nullable Long maxMessagesMonth,
        @Nullable String notes) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern EMAIL = Pattern.compile(
            "[^\\s@<>\",;:\\\\()\\[\\]]{1,64}@(?:[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+\\p{L}{2,}");
    private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ().\\-/]{3,49}");
    private static final Pattern VAT_NUMBER = Pattern.compile("[A-Z]{2}[A-Z0-9+*]{2,18}");
    static final Set<String> BILLING_TYPES = Set.of("monthly", "yearly", "usage");

    private static final long MOST = 1_000_000_000_000L;

    /**
     * @param errors those that the caller found already
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#INVALID_FIELDS}
     */
    static ClientDetails of(Clients.ClientData said, FieldErrors errors) {
        var read = new ClientDetails(
                orElse(said.slug(), ""),
                orElse(said.name(), ""),
                orElse(said.kind(), "vendor"),
                orElse(said.locale(), "fr"),
                orElse(said.zone(), "Europe/Paris"),
                strip(said.logoUrl()),
                strip(said.websiteUrl()),
                strip(said.contactName()),
                orElse(said.contactEmail(), ""),
                strip(said.contactPhone()),
                strip(said.billingEmail()),
                strip(said.billingAddress()),
                orElse(said.billingType(), "monthly"),
                vatNumber(said.vatNumber()),
                said.maxDeployments(),
                said.maxSessionsMonth(),
                said.maxMessagesMonth(),
                strip(said.notes()));
        read.checkIdentity(errors);
        read.checkContact(errors);
        read.checkBilling(errors);
        errors.throwIfAny();
        return read;
    }

    private void checkIdentity(FieldErrors errors) {
        errors.check(SLUG.matcher(slug).matches(), "slug", "is 1 to 63 of a-z, 0-9 and -, and begins with no -")
                .check(!name.isEmpty() && isLine(name, 255), "name", "is a line of 1 to 255 characters")
                .check(Set.of("vendor", "business").contains(kind), "kind", "is vendor or business")
                .check(Set.of("fr", "en").contains(locale), "locale", "is fr or en")
                .check(ZoneId.getAvailableZoneIds().contains(zone), "zone", "is a time zone, e.g. Europe/Paris")
                .check(isUrl(logoUrl, Set.of("https")), "logo_url", "is an https URL of at most 500 characters")
                .check(
                        isUrl(websiteUrl, Set.of("https", "http")),
                        "website_url",
                        "is an http or https URL of at most 500 characters")
                .check(isText(notes, 5000), "notes", "is a text of at most 5000 characters");
    }

    private void checkContact(FieldErrors errors) {
        errors.check(isLine(contactName, 255), "contact_name", "is a line of at most 255 characters")
                .check(isEmail(contactEmail), "contact_email", "is an e-mail address of at most 255 characters")
                .check(
                        contactPhone == null || PHONE.matcher(contactPhone).matches(),
                        "contact_phone",
                        "is a phone number of at most 50 characters");
    }

    private void checkBilling(FieldErrors errors) {
        errors.check(
                        billingEmail == null || isEmail(billingEmail),
                        "billing_email",
                        "is an e-mail address of at most 255 characters")
                .check(isText(billingAddress, 2000), "billing_address", "is a text of at most 2000 characters")
                .check(BILLING_TYPES.contains(billingType), "billing_type", "is monthly, yearly or usage")
                .check(
                        vatNumber == null
                                || (vatNumber.length() <= 20
                                        && VAT_NUMBER.matcher(vatNumber).matches()),
                        "vat_number",
                        "is a VAT number with its country, e.g. FR40303265045")
                .check(isLimit(maxDeployments), "max_deployments", "is 0 or more, or null for what the plan says")
                .check(isLimit(maxSessionsMonth), "max_sessions_month", "is 0 or more, or null for what the plan says")
                .check(isLimit(maxMessagesMonth), "max_messages_month", "is 0 or more, or null for what the plan says");
    }

    private static boolean isLimit(@Nullable Long limit) {
        return limit == null || (limit >= 0 && limit <= MOST);
    }

    private static boolean isEmail(String text) {
        return isLine(text, 255) && EMAIL.matcher(text).matches();
    }

    private static boolean isLine(@Nullable String text, int longest) {
        return text == null || (text.length() <= longest && text.chars().noneMatch(Character::isISOControl));
    }

    private static boolean isText(@Nullable String text, int longest) {
        return text == null
                || (text.length() <= longest
                        && text.chars().noneMatch(c -> Character.isISOControl(c) && "\n\r\t".indexOf(c) < 0));
    }

    private static boolean isUrl(@Nullable String text, Set<String> schemes) {
        if (text == null) {
            return true;
        }
        try {
            var url = new URI(text);
            return text.length() <= 500
                    && url.getScheme() != null
                    && schemes.contains(url.getScheme().toLowerCase(Locale.ROOT))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable String vatNumber(@Nullable String text) {
        var said = strip(text);
        return said == null ? null : said.replaceAll("[ .-]", "").toUpperCase(Locale.ROOT);
    }

    private static String orElse(@Nullable String text, String otherwise) {
        var said = strip(text);
        return said == null ? otherwise : said;
    }

    private static @Nullable String strip(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
