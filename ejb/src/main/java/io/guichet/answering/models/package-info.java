/**
 * Language models, whoever serves them: asked within a time, then their fallback; metered once per call. Knows nothing of
 * conversations.
 */
@NullMarked
package io.guichet.answering.models;

import org.jspecify.annotations.NullMarked;
