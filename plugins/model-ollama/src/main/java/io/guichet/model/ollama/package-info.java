/** Models that an Ollama serves. */
@NullMarked
package io.guichet.model.ollama;

import org.jspecify.annotations.NullMarked;
