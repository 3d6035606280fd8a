/**
 * The platform's own letters by e-mail: invitations, alerts, reports. Written in the transaction of their reason, sent by
 * work. Conversations by e-mail are the business of channels.
 */
@NullMarked
package io.guichet.mail;

import org.jspecify.annotations.NullMarked;
