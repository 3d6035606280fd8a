/**
 * Plans and their versions, subscriptions, quotas, the usage ledger and what is made of it: alerts, statements, invoices.
 * Knows tenants, and counts what others tell it; what a conversation or a deployment is, it does not know.
 */
@NullMarked
package io.guichet.billing;

import org.jspecify.annotations.NullMarked;
