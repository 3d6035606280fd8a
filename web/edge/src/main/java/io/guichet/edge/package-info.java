/**
 * The first look at a request, in front of every web module: where it comes from, by which scheme and under which name. It
 * believes what proxies say that the operator trusts, and nobody else. Knows nothing of the business.
 */
@NullMarked
package io.guichet.edge;

import org.jspecify.annotations.NullMarked;
