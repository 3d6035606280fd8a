package io.guichet.mail;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/** How many letters wait, and whether there is a server to take them. */
@Startup
@Singleton
@DependsOn("Migrations")
@Lock(LockType.READ)
public class MailMetrics {

    private static final Logger LOG = Logger.getLogger(MailMetrics.class);
    private static final String GAUGE = "guichet.mail.waiting";

    @Resource(lookup = "java:jboss/datasources/GuichetDS")
    DataSource database;

    @Inject
    Instance<MeterRegistry> registries;

    @Inject
    Postman postman;

    @Inject
    MailConfig config;

    @PostConstruct
    void begin() {
        if (!postman.hasServer()) {
            LOG.warnf(
                    "GUI1001 no mail server is configured (guichet.mail.host): letters %s",
                    config.folder().map(folder -> "lie as files in " + folder).orElse("wait"));
        }
        registries.stream().findFirst().ifPresent(r -> r.gauge(GAUGE, List.of(), this, m -> m.waiting()));
    }

    /** The registry outlives a deployment. */
    @PreDestroy
    void remove() {
        registries.stream()
                .findFirst()
                .ifPresent(registry -> registry.find(GAUGE).gauges().forEach(registry::remove));
    }

    /** Whether a mail server is configured. */
    public boolean hasServer() {
        return postman.hasServer();
    }

    /** Letters that have not left yet, of all tenants. */
    public long waiting() {
        try (var connection = database.getConnection();
                var query = connection.prepareStatement(
                        "select count(*) from " + SendLetter.TYPE.lane().table() + " where task_name = ?")) {
            query.setString(1, SendLetter.TYPE.name());
            try (var row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            LOG.warnf("GUI1003 the waiting letters could not be counted: %s", e.getMessage());
            return 0;
        }
    }
}
