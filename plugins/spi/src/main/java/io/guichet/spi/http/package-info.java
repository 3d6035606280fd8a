/** How a plugin reaches its servers: through the platform, which decides where a call may go and how long it takes. */
@NullMarked
package io.guichet.spi.http;

import org.jspecify.annotations.NullMarked;
