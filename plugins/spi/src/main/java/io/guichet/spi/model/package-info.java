/** Models of language and of vectors. A model understands and phrases; it never computes money. */
@NullMarked
package io.guichet.spi.model;

import org.jspecify.annotations.NullMarked;
