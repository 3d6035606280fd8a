/**
 * A program of its own: reads one document from its standard input and writes its structure to its standard output, a line
 * for each part. It is given little memory and little time by whoever starts it, and trusts nothing that it reads.
 */
@NullMarked
package io.guichet.extractor;

import org.jspecify.annotations.NullMarked;
