package io.guichet.knowledge;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where the index of this node is, and how soon it follows. */
@Dependent
class KnowledgeConfig {

    /** Folder of this node's index; without it, one in the server's own folder of data. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.index-dir")
    Optional<String> indexDir;

    /** How often the index looks for what changed. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.follow-interval", defaultValue = "PT1S")
    Duration followInterval;

    /** How long the documents of a tenant stay that was deleted, or of deployments that were ended. */
    @Inject
    @ConfigProperty(name = "guichet.knowledge.kept-after-deletion", defaultValue = "P30D")
    Duration keptAfterDeletion;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, KnowledgeConfig config) {
        config.check();
    }

    Path folder() {
        return indexDir.map(Path::of).orElseGet(() -> Path.of(serversFolder(), "knowledge"));
    }

    private static String serversFolder() {
        var folder = System.getProperty("jboss.server.data.dir");
        if (folder == null) {
            throw new IllegalStateException("guichet.knowledge.index-dir is the folder of the index");
        }
        return folder;
    }

    void check() {
        if (followInterval.toMillis() < 100 || followInterval.toMinutes() > 10) {
            throw new IllegalStateException("guichet.knowledge.follow-interval is PT0.1S to PT10M");
        }
        if (keptAfterDeletion.isNegative()) {
            throw new IllegalStateException("guichet.knowledge.kept-after-deletion is PT0S or longer");
        }
    }
}
