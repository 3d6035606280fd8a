package io.guichet.plugin;

/** One thing that a plugin offers, and the plugin. */
record Offer<A>(LoadedPlugin plugin, A agent) {}
