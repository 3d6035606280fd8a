/**
 * What of a model's or a document's words may reach a contact. Plain Java: it is given what may stand in a reply, and asks
 * nobody.
 */
@NullMarked
package io.guichet.answering.guard;

import org.jspecify.annotations.NullMarked;
