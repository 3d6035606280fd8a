package io.guichet.plugin.isolation;

import java.io.IOException;
import java.net.URL;
import java.util.Enumeration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that a plugin sees of the server: the JDK, the SPI and JSpecify's annotations. */
final class PlatformView extends ClassLoader {

    private static final List<String> SHOWN = List.of("io.guichet.spi.", "org.jspecify.");

    static {
        registerAsParallelCapable();
    }

    private final ClassLoader server;

    /**
     * @param server a loader that knows the SPI
     */
    PlatformView(ClassLoader server) {
        super("guichet-spi", getPlatformClassLoader());
        this.server = server;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        return shows(name) ? server.loadClass(name) : super.loadClass(name, resolve);
    }

    @Override
    public @Nullable URL getResource(String name) {
        return shows(name.replace('/', '.')) ? server.getResource(name) : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        return shows(name.replace('/', '.')) ? server.getResources(name) : super.getResources(name);
    }

    private static boolean shows(String name) {
        return SHOWN.stream().anyMatch(name::startsWith);
    }
}
