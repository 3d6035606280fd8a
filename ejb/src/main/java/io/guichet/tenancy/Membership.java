package io.guichet.tenancy;

/** A user's place in a tenant, with the tenant's name. */
public record Membership(TenantView tenant, MemberView member) {}
