/**
 * Tenants, their users and members, their keys, and the transaction that sees the rows of one tenant. Every use case of
 * every context runs in such a transaction. Knows nothing of what tenants do with Guichet.
 */
@NullMarked
package io.guichet.tenancy;

import org.jspecify.annotations.NullMarked;
