package io.guichet.plugin;

import io.guichet.kernel.BeforeStop;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Looks for plugins as long as the server runs. */
@Singleton
@Startup
@TransactionManagement(TransactionManagementType.BEAN)
public class PluginScan {

    @Resource
    ManagedScheduledExecutorService executor;

    @Inject
    PluginConfig config;

    @Inject
    PluginDirectory directory;

    @Inject
    PluginGauges gauges;

    private @Nullable ScheduledFuture<?> scans;
    private @Nullable BeforeStop beforeStop;

    @PostConstruct
    void start() {
        PluginLog.watching(config.folder());
        gauges.register();
        var future = executor.scheduleWithFixedDelay(
                this::scan, 0, config.scanInterval().toMillis(), TimeUnit.MILLISECONDS);
        scans = future;
        // A server that is stopping runs no scans, and calls each an error.
        beforeStop = new BeforeStop(() -> future.cancel(false));
    }

    @PreDestroy
    void stop() {
        if (beforeStop != null) {
            beforeStop.close();
        }
        if (scans != null) {
            scans.cancel(true);
        }
        gauges.remove();
        try {
            directory.close(config.startTimeout());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One scan that fails must not be the last: the executor drops a task that throws. */
    private void scan() {
        try {
            directory.scan();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            PluginLog.scanFailed(config.folder(), e);
        }
    }
}
