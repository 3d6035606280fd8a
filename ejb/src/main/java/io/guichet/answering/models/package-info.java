/**
 * Models of language and of vectors: which one is asked with whose key, for how long, how often, and what it cost. Called
 * outside of transactions alone; what is written is written in short ones of its own. Knows nothing of conversations.
 */
@NullMarked
package io.guichet.answering.models;

import org.jspecify.annotations.NullMarked;
