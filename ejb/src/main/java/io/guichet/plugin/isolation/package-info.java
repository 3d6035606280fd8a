/**
 * Files, class loaders and threads of plugins: how one is told from its next version on disk, copied, shut in and run
 * under a time limit. Knows nothing of what plugins offer.
 */
@NullMarked
package io.guichet.plugin.isolation;

import org.jspecify.annotations.NullMarked;
