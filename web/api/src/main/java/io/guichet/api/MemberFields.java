package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.Members.MemberChange;
import io.guichet.tenancy.NewMember;
import java.time.Instant;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Members as they stand in requests and answers. */
final class MemberFields {

    private MemberFields() {}

    static NewMember newMember(
            @Nullable String externalId,
            @Nullable String name,
            @Nullable String phone,
            @Nullable JsonNode branding,
            @Nullable Permissions permissions) {
        // What is missing or of another kind is for the use case to refuse, with all the rest.
        return new NewMember(
                Objects.requireNonNullElse(externalId, ""),
                name,
                phone,
                text(branding),
                permissions == null ? MemberPermissions.USUAL : permissions.read());
    }

    private static @Nullable String text(@Nullable JsonNode json) {
        return json == null || json.isNull() ? null : json.toString();
    }

    /** What a craftsman may do at a client; what is missing is as usual. */
    @Schema(name = "MemberPermissions")
    public record Permissions(
            @Schema(description = "Make session links, and have them made for him", defaultValue = "true") @Nullable
            Boolean canCreateSessions,

            @Schema(description = "Read the client's usage and statistics", defaultValue = "false") @Nullable
            Boolean canViewAnalytics,

            @Schema(description = "Read the conversations of every member", defaultValue = "false") @Nullable
            Boolean canViewAllConversations,

            @Schema(description = "Links that may be made for him in a calendar month; missing: no limit") @Nullable
            Long maxSessionsMonth) {

        MemberPermissions read() {
            var usual = MemberPermissions.USUAL;
            return new MemberPermissions(
                    canCreateSessions == null ? usual.canCreateSessions() : canCreateSessions,
                    canViewAnalytics == null ? usual.canViewAnalytics() : canViewAnalytics,
                    canViewAllConversations == null ? usual.canViewAllConversations() : canViewAllConversations,
                    maxSessionsMonth);
        }
    }

    /** What replaces what a client says of a member. */
    @Schema(name = "MemberChange")
    public record Change(
            @Nullable String name,

            @Schema(description = "Where his customers may call, as it is shown; missing: nowhere") @Nullable
            String phone,

            @Schema(description = "Branding of this member at this client; missing: none") @Nullable
            JsonNode branding,

            @Schema(description = "Missing: the usual ones") @Nullable
            Permissions permissions) {

        MemberChange read() {
            return new MemberChange(
                    name == null ? "" : name,
                    phone,
                    text(branding),
                    permissions == null ? MemberPermissions.USUAL : permissions.read());
        }
    }

    /**
     * A member on the wire.
     *
     * @param id {@code mbr_} and 32 hexadecimal digits
     */
    @Schema(name = "Member")
    public record Member(
            String id,
            String externalId,
            String name,
            @Nullable String phone,

            @JsonRawValue @Schema(implementation = Object.class) @Nullable
            String branding,

            MemberPermissions permissions,
            boolean isActive,
            Instant linkedAt,
            int version) {

        static Member of(MemberView view) {
            return new Member(
                    view.id().toString(),
                    view.externalId(),
                    view.name(),
                    view.phone(),
                    view.branding(),
                    view.permissions(),
                    view.active(),
                    view.linkedAt(),
                    view.version());
        }
    }
}
