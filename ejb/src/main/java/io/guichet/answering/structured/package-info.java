/**
 * What a model answers besides its words: blocks of JSON, checked before anything is made of them. Plain Java; no amount of
 * theirs is used.
 */
@NullMarked
package io.guichet.answering.structured;

import org.jspecify.annotations.NullMarked;
