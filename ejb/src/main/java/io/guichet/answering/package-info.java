/**
 * One turn of a conversation: the sector agent understands, outside of any transaction; what follows from it (reply,
 * facts, pre-quote, events) is one transaction. Understands nothing itself.
 */
@NullMarked
package io.guichet.answering;

import org.jspecify.annotations.NullMarked;
