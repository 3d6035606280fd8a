/**
 * What the API says of itself, at {@code /api/openapi} and {@code /api/docs}: made from the resources and from what Jackson
 * really writes and reads, so that it cannot differ from them. No resource needs to know of it.
 */
@NullMarked
package io.guichet.api.description;

import org.jspecify.annotations.NullMarked;
