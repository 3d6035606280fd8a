/**
 * What contacts and tenants say to each other: links, sessions, conversations, messages, files, and the stream that tells
 * a page of them. Knows nothing of how an answer is found.
 */
@NullMarked
package io.guichet.conversation;

import org.jspecify.annotations.NullMarked;
