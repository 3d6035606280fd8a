package io.guichet.testing;

import jakarta.persistence.EntityManagerFactory;
import java.util.HashMap;
import javax.sql.DataSource;

/** The persistence unit of production, outside a container: the same file, the same entities, its own transactions. */
final class Persistence {

    private static EntityManagerFactory shared;

    private Persistence() {}

    static synchronized EntityManagerFactory shared() {
        if (shared == null) {
            shared = pooled();
        }
        return shared;
    }

    /** A few connections that are used again and again, as in production. */
    private static EntityManagerFactory pooled() {
        var settings = local();
        settings.put("jakarta.persistence.jdbc.url", RealPostgres.url());
        settings.put("jakarta.persistence.jdbc.user", RealPostgres.APPLICATION);
        settings.put("jakarta.persistence.jdbc.password", RealPostgres.APPLICATION);
        settings.put("hibernate.connection.pool_size", "16");
        return jakarta.persistence.Persistence.createEntityManagerFactory("guichet", settings);
    }

    static EntityManagerFactory over(DataSource database) {
        var settings = local();
        settings.put("jakarta.persistence.nonJtaDataSource", database);
        return jakarta.persistence.Persistence.createEntityManagerFactory("guichet", settings);
    }

    /** Whoever ends his transaction himself keeps its connection until then. */
    private static HashMap<String, Object> local() {
        var settings = new HashMap<String, Object>();
        settings.put("jakarta.persistence.transactionType", "RESOURCE_LOCAL");
        settings.put("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_RELEASE_AFTER_TRANSACTION");
        return settings;
    }

    static synchronized void close() {
        if (shared != null) {
            shared.close();
            shared = null;
        }
    }
}
