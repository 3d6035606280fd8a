/**
 * What every context speaks: who is calling, ids, money, problems, secrets' hashes, the clock. No context's logic lives
 * here, and it imports no context.
 */
@NullMarked
package io.guichet.kernel;

import org.jspecify.annotations.NullMarked;
