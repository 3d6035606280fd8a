/**
 * What a model is told in a turn. Plain Java: instructions come from the configuration and from here; all that others wrote
 * is data, and is marked as data.
 */
@NullMarked
package io.guichet.answering.prompt;

import org.jspecify.annotations.NullMarked;
