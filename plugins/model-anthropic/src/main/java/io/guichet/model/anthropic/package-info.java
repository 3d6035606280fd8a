/** Models of Anthropic. */
@NullMarked
package io.guichet.model.anthropic;

import org.jspecify.annotations.NullMarked;
