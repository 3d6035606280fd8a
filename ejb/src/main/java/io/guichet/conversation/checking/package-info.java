/**
 * What a file that somebody sent really is. Images are unpacked and packed anew, so that pixels are all that is kept;
 * documents are opened and refused where they do something. Plain Java: no container, no database, no clock.
 */
@NullMarked
package io.guichet.conversation.checking;

import org.jspecify.annotations.NullMarked;
