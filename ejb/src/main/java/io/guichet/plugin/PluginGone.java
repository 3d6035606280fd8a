package io.guichet.plugin;

/** What was called was offered by a plugin that has been removed, and nobody offers it now. Nothing was done. */
public final class PluginGone extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PluginGone(PluginStatus.Capability capability) {
        super("no plugin offers " + capability + " any more");
    }
}
