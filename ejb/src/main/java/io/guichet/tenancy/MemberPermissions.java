package io.guichet.tenancy;

import io.guichet.kernel.FieldErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a craftsman may do at a tenant.
 *
 * @param canCreateSessions make session links, and have them made for him
 * @param canViewAnalytics read the tenant's usage and statistics
 * @param canViewAllConversations read those of every member, not only his own
 * @param maxSessionsMonth how many links may be made for him in a calendar month; null where there is no limit
 */
public record MemberPermissions(
        boolean canCreateSessions,
        boolean canViewAnalytics,
        boolean canViewAllConversations,
        @Nullable Long maxSessionsMonth) {

    private static final long MOST = 1_000_000_000L;

    /** What holds where nobody says otherwise: to make links, as many as the tenant's quota allows. */
    public static final MemberPermissions USUAL = new MemberPermissions(true, false, false, null);

    /** Those that are named, e.g. {@code can_create_sessions}; what is not known is nothing. */
    public static MemberPermissions named(List<String> names) {
        return new MemberPermissions(
                names.contains("can_create_sessions"),
                names.contains("can_view_analytics"),
                names.contains("can_view_all_conversations"),
                null);
    }

    /** Notes what is wrong with them. */
    public FieldErrors check(FieldErrors errors) {
        return errors.check(
                maxSessionsMonth == null || (maxSessionsMonth >= 0 && maxSessionsMonth <= MOST),
                "permissions.max_sessions_month",
                "is 0 to " + MOST + ", or missing where there is no limit");
    }
}
