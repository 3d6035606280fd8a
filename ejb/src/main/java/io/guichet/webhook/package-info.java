/**
 * Tells tenants' own software what happened: endpoints, events, and their signed delivery with every attempt recorded.
 * Other contexts announce events and learn nothing of who hears them; no event is made up here.
 */
@NullMarked
package io.guichet.webhook;

import org.jspecify.annotations.NullMarked;
