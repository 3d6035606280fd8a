/** A search server for tests: OpenSearch with vectors, one node, on this machine alone. */
@NullMarked
package io.guichet.searchserver;

import org.jspecify.annotations.NullMarked;
