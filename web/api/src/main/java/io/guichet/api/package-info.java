/**
 * The border: HTTP in, one use case, HTTP out. Builds the call context; decides nothing else.
 */
@NullMarked
package io.guichet.api;

import org.jspecify.annotations.NullMarked;
