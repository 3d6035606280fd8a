package io.guichet.knowledge;

import io.guichet.knowledge.index.IndexFolder;
import io.guichet.knowledge.index.IndexServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Whether passages are searched in an index of each node, or in one that nodes share on a search server. */
@Dependent
class SearchConfig {

    /** {@code lucene} or {@code opensearch}. */
    @Inject
    @ConfigProperty(name = "guichet.search.backend", defaultValue = "lucene")
    String backend;

    /** Addresses of the search server, between commas. */
    @Inject
    @ConfigProperty(name = "guichet.search.hosts")
    Optional<String> hosts;

    @Inject
    @ConfigProperty(name = "guichet.search.user")
    Optional<String> user;

    @Inject
    @ConfigProperty(name = "guichet.search.password")
    Optional<String> password;

    /** What the names of our indexes on the search server begin with. */
    @Inject
    @ConfigProperty(name = "guichet.search.index", defaultValue = "guichet-passages")
    String index;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, SearchConfig config) {
        config.check();
    }

    boolean shared() {
        return backend.equals("opensearch");
    }

    IndexServer server(IndexFolder.State wanted) {
        return new IndexServer(new IndexServer.Address(uris(), user, password, index), wanted);
    }

    void check() {
        if (!shared() && !backend.equals("lucene")) {
            throw new IllegalStateException("guichet.search.backend is lucene or opensearch, not " + backend);
        }
        if (!index.matches("[a-z][a-z0-9-]{0,99}")) {
            throw new IllegalStateException(
                    "guichet.search.index is up to 100 lower-case letters, digits and hyphens, not " + index);
        }
        if (user.isPresent() != password.isPresent()) {
            throw new IllegalStateException("guichet.search.user and guichet.search.password go together");
        }
        if (shared()) {
            checkHosts();
        }
    }

    private void checkHosts() {
        var uris = uris();
        if (uris.isEmpty()) {
            throw new IllegalStateException("guichet.search.hosts is where the search server is");
        }
        var schemes = uris.stream().map(SearchConfig::scheme).distinct().toList();
        if (schemes.size() > 1) {
            throw new IllegalStateException("guichet.search.hosts are all http or all https");
        }
    }

    private static String scheme(String uri) {
        try {
            var parsed = URI.create(uri);
            if (parsed.getHost() != null
                    && parsed.getUserInfo() == null
                    && ("http".equals(parsed.getScheme()) || "https".equals(parsed.getScheme()))) {
                return parsed.getScheme();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException("guichet.search.hosts: " + e.getMessage(), e);
        }
        throw new IllegalStateException("guichet.search.hosts are addresses such as https://search:9200");
    }

    private List<String> uris() {
        return Arrays.stream(hosts.orElse("").split(",", -1))
                .map(String::strip)
                .filter(uri -> !uri.isEmpty())
                .toList();
    }
}
