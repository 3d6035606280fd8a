/**
 * The platform's own letters by e-mail: invitations, alerts, reports. Written in the transaction of their reason, sent by
 * work. Conversations by e-mail are the business of channels. Knows tenancy and work; tenancy does not know it.
 */
@NullMarked
package io.guichet.mail;

import org.jspecify.annotations.NullMarked;
