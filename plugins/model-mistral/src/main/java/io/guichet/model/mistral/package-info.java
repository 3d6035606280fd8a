/** Models of Mistral AI. */
@NullMarked
package io.guichet.model.mistral;

import org.jspecify.annotations.NullMarked;
