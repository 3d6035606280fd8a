/**
 * Measurements of the running platform, each a ratio against a named baseline that runs in turn with it. They talk to this
 * machine alone, are bounded in time and in count, and remove what they wrote. No code of the platform is used here.
 */
@NullMarked
package io.guichet.bench;

import org.jspecify.annotations.NullMarked;
