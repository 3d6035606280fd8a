/**
 * The people's door: pages behind Keycloak's log-in, one home per role. Beans read who signed in, call one use case of a
 * context and hold what a page shows; no rule of the business lives here.
 */
@NullMarked
package io.guichet.portal;

import org.jspecify.annotations.NullMarked;
