package io.guichet.kernel;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;
import org.jboss.logging.Logger;

/**
 * Brings the schema up to date before anything else starts, as the role that owns it. Nodes that start together wait for
 * each other.
 */
@Startup
@Singleton
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Migrations {

    private static final Logger LOG = Logger.getLogger(Migrations.class);

    @Inject
    @ConfigProperty(name = "guichet.db.url")
    String url;

    @Inject
    @ConfigProperty(name = "guichet.db.user", defaultValue = "guichet_app")
    String applicationRole;

    @Inject
    @ConfigProperty(name = "guichet.db.owner.user", defaultValue = "guichet_owner")
    String ownerRole;

    @Inject
    @ConfigProperty(name = "guichet.db.owner.password")
    String ownerPassword;

    @PostConstruct
    void migrate() {
        var version = migrate(url, ownerRole, ownerPassword, applicationRole);
        LOG.infof("GUI0001 the schema is at version %s", version);
    }

    /**
     * Runs what has not run yet.
     *
     * @return the version that the schema is at now
     */
    public static String migrate(String url, String owner, String password, String applicationRole) {
        var result = Flyway.configure(Migrations.class.getClassLoader())
                .dataSource(url, owner, password)
                .locations("classpath:db/migration")
                .placeholders(Map.of("app_role", applicationRole))
                .validateMigrationNaming(true)
                .load()
                .migrate();
        return result.targetSchemaVersion == null ? result.initialSchemaVersion : result.targetSchemaVersion;
    }
}
