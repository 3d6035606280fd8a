/**
 * Takes documents apart in a process of its own, which has little memory, little time and nothing of ours. What comes back
 * is text in its structure.
 */
@NullMarked
package io.guichet.knowledge.extraction;

import org.jspecify.annotations.NullMarked;
