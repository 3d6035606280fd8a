/**
 * The one entry point of a plugin. A plugin sees the JDK, JSpecify and the packages below this one; nothing of the
 * platform's own code, and no library but those that it brings.
 */
@NullMarked
package io.guichet.spi;

import org.jspecify.annotations.NullMarked;
