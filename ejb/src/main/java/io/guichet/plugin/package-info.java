/**
 * Finding, isolating, starting and closing plugins. What a plugin offers is handed out behind a door that sets the
 * context class loader and keeps a plugin open while it is called. What an answer means is not decided here.
 */
@NullMarked
package io.guichet.plugin;

import org.jspecify.annotations.NullMarked;
