/**
 * The index of passages, by words and by meaning: Hibernate Search over Lucene. Knows nothing of where passages come from;
 * what it finds is read from the database before anybody sees it.
 */
@NullMarked
package io.guichet.knowledge.index;

import org.jspecify.annotations.NullMarked;
