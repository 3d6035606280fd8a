/** A way to reach a contact and to be reached: SMS, e-mail, WhatsApp, Telegram, voice. */
@NullMarked
package io.guichet.spi.channel;

import org.jspecify.annotations.NullMarked;
