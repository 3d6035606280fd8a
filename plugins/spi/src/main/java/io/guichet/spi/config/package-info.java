/** Settings as data, so that the portal draws the form of a plugin that it has never seen, and checks it. */
@NullMarked
package io.guichet.spi.config;

import org.jspecify.annotations.NullMarked;
