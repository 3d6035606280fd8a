package io.guichet.tenancy;

import io.guichet.kernel.TenantId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A company that has Guichet. Active, it may be suspended and made active again; deleted, it stays as a row that its
 * invoices point to.
 */
@Entity
@Table(name = "tenants")
class Tenant {

    @Id
    UUID id;

    String slug;

    String name;

    String kind;

    String status = "active";

    String locale = "fr";

    String zone = "Europe/Paris";

    /** Wrapped anew by {@link Rewrapping} alone: whoever read an older one does not write it back. */
    @Column(name = "data_key", updatable = false)
    byte[] dataKey;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "logo_url")
    @Nullable
    String logoUrl;

    @Column(name = "website_url")
    @Nullable
    String websiteUrl;

    @Column(name = "contact_name")
    @Nullable
    String contactName;

    @Column(name = "contact_email")
    @Nullable
    String contactEmail;

    @Column(name = "contact_phone")
    @Nullable
    String contactPhone;

    @Column(name = "billing_email")
    @Nullable
    String billingEmail;

    @Column(name = "billing_address")
    @Nullable
    String billingAddress;

    @Column(name = "billing_type")
    String billingType = "monthly";

    @Column(name = "vat_number")
    @Nullable
    String vatNumber;

    @Column(name = "max_deployments")
    @Nullable
    Long maxDeployments;

    @Column(name = "max_sessions_month")
    @Nullable
    Long maxSessionsMonth;

    @Column(name = "max_messages_month")
    @Nullable
    Long maxMessagesMonth;

    @Nullable
    String notes;

    int version = 1;

    @Column(name = "updated_at")
    @Nullable
    Instant updatedAt;

    @Column(name = "suspended_at")
    @Nullable
    Instant suspendedAt;

    @Column(name = "suspended_reason")
    @Nullable
    String suspendedReason;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

    @SuppressWarnings("NullAway.Init")
    protected Tenant() {}

    Tenant(TenantId id, String slug, String name, String kind, byte[] dataKey, Instant createdAt) {
        this.id = id.value();
        this.slug = slug;
        this.name = name;
        this.kind = kind;
        this.dataKey = dataKey;
        this.createdAt = createdAt;
    }

    Tenant(TenantId id, ClientDetails details, byte[] dataKey, Instant createdAt) {
        this(id, details.slug(), details.name(), details.kind(), dataKey, createdAt);
        take(details);
    }

    /** Replaces what is known of it. */
    void become(ClientDetails details, Instant now) {
        take(details);
        changed(now);
    }

    private void take(ClientDetails details) {
        slug = details.slug();
        name = details.name();
        kind = details.kind();
        locale = details.locale();
        zone = details.zone();
        logoUrl = details.logoUrl();
        websiteUrl = details.websiteUrl();
        contactName = details.contactName();
        contactEmail = details.contactEmail();
        contactPhone = details.contactPhone();
        billingEmail = details.billingEmail();
        billingAddress = details.billingAddress();
        billingType = details.billingType();
        vatNumber = details.vatNumber();
        maxDeployments = details.maxDeployments();
        maxSessionsMonth = details.maxSessionsMonth();
        maxMessagesMonth = details.maxMessagesMonth();
        notes = details.notes();
    }

    void suspend(String reason, Instant now) {
        status = "suspended";
        suspendedAt = now;
        suspendedReason = reason;
        changed(now);
    }

    void reactivate(Instant now) {
        status = "active";
        suspendedAt = null;
        suspendedReason = null;
        changed(now);
    }

    void delete(Instant now) {
        status = "deleted";
        deletedAt = now;
        changed(now);
    }

    private void changed(Instant now) {
        version++;
        updatedAt = now;
    }

    TenantView view() {
        return new TenantView(new TenantId(id), slug, name, kind, status.equals("active"));
    }

    ClientView client() {
        return new ClientView(
                new TenantId(id),
                slug,
                name,
                kind,
                status,
                locale,
                zone,
                logoUrl,
                websiteUrl,
                contactName,
                contactEmail,
                contactPhone,
                billingEmail,
                billingAddress,
                billingType,
                vatNumber,
                maxDeployments,
                maxSessionsMonth,
                maxMessagesMonth,
                notes,
                version,
                createdAt,
                updatedAt == null ? createdAt : updatedAt,
                suspendedAt,
                suspendedReason,
                deletedAt);
    }
}
