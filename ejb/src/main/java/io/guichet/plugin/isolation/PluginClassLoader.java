package io.guichet.plugin.isolation;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;

/** The classes of one plugin; those of the server and of other plugins stay out of sight. */
public final class PluginClassLoader extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    /**
     * @param name what stack traces call it
     * @param server a loader that knows the SPI
     */
    public PluginClassLoader(String name, List<URL> classPath, ClassLoader server) {
        super(name, classPath.toArray(URL[]::new), new PlatformView(server));
    }
}
