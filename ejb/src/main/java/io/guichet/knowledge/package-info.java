/**
 * What an agent knows besides its rules: collections of documents, what is found in them, frequent questions, and answers
 * that were learned from corrections. Knows nothing of conversations; a model is reached through {@link
 * io.guichet.knowledge.Embedder} alone.
 */
@NullMarked
package io.guichet.knowledge;

import org.jspecify.annotations.NullMarked;
