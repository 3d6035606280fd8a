/**
 * French and English as contacts write them: words, counts, days and times, names. Small rules that the bundled sector
 * agents share; each brings its own copy. Plain Java without state; no regular expression sees what a contact wrote.
 */
@NullMarked
package io.guichet.words;

import org.jspecify.annotations.NullMarked;
