package io.guichet.searchserver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.InternalSettingsPreparer;
import org.opensearch.node.Node;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * One node of OpenSearch in the folder that is its argument. Says {@code listens on <port>} once it does, and ends with what
 * it reads.
 */
public final class Main {

    /** Beside the libraries, and no dependency that a compiler could see. */
    private static final String VECTORS = "org.opensearch.knn.plugin.KNNPlugin";

    private Main() {}

    @SuppressWarnings("SystemOut") // whoever started it listens
    public static void main(String[] arguments) throws Exception {
        var home = Path.of(arguments[0]);
        try (var node = new OneNode(home, plugins())) {
            node.start();
            var port = node.injector()
                    .getInstance(HttpServerTransport.class)
                    .boundAddress()
                    .publishAddress()
                    .getPort();
            System.out.println("listens on " + port);
            while (System.in.read() >= 0) {
                // whoever started it has nothing to say but that it is over
            }
        }
    }

    private static Collection<Class<? extends Plugin>> plugins() throws ClassNotFoundException {
        var plugins = new ArrayList<Class<? extends Plugin>>(List.of(Netty4Plugin.class, CommonAnalysisPlugin.class));
        plugins.add(Class.forName(VECTORS).asSubclass(Plugin.class));
        return plugins;
    }

    private static final class OneNode extends Node {

        OneNode(Path home, Collection<Class<? extends Plugin>> plugins) throws IOException {
            super(
                    InternalSettingsPreparer.prepareEnvironment(
                            settings(home), Map.of(), Files.createDirectories(home.resolve("config")), () -> "tests"),
                    plugins,
                    false);
        }

        private static Settings settings(Path home) {
            return Settings.builder()
                    .put("path.home", home.toString())
                    .put("cluster.name", "guichet-tests")
                    .put("node.name", "tests")
                    .put("discovery.type", "single-node")
                    .put("http.type", "netty4")
                    .put("http.host", "127.0.0.1")
                    .put("http.port", "0")
                    .put("transport.type", "netty4")
                    .put("transport.host", "127.0.0.1")
                    .put("transport.port", "0")
                    .put("node.store.allow_mmap", false)
                    .put("cluster.routing.allocation.disk.threshold_enabled", false)
                    .build();
        }
    }
}
