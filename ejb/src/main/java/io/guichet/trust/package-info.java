/**
 * What a tenant vouches for: its keys for signing, the tokens that it signs, and what a context may hold. Knows neither
 * conversations nor visitors; whoever needs to know what a tenant said asks here.
 */
@NullMarked
package io.guichet.trust;

import org.jspecify.annotations.NullMarked;
