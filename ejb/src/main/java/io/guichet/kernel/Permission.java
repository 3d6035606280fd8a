package io.guichet.kernel;

/** What a caller may do in the tenant of its context. */
public enum Permission {
    /** Make, list and revoke session links. */
    CREATE_SESSIONS,
    /** Read conversations and pre-quotes; a craftsman's are his own. */
    READ_CONVERSATIONS,
    /** Read those of every member of the tenant, not only one's own. */
    READ_ALL_MEMBERS,
    /** Erase what visitors sent, in the conversations that one may read. */
    ERASE_FILES,
    /** Add, read and remove webhook endpoints. */
    MANAGE_WEBHOOKS,
    /** Read, replace and remove the tenant's own price book. */
    MANAGE_PRICES,
    /** Change deployments: overlay, branding, limits, domains. */
    MANAGE_DEPLOYMENTS,
    /** Link, invite, change and remove members; make LINK- codes. */
    MANAGE_MEMBERS,
    /** Make, rotate and revoke API keys. */
    MANAGE_KEYS,
    /** Read usage, statistics and invoices. */
    READ_USAGE,
    /** Change the subscription. */
    MANAGE_SUBSCRIPTION,
    /** Read the audit trail. */
    READ_AUDIT,
    /** What the platform does on its own account: work, timers. */
    ACT_FOR_PLATFORM
}
