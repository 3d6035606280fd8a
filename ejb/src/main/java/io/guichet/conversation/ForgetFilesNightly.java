package io.guichet.conversation;

import io.guichet.kernel.CallContext;
import io.guichet.storage.TenantFiles;
import io.guichet.tenancy.Forgetting;
import io.guichet.tenancy.Tenants;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * The part of files in the nightly round: uploads whose time is over, the files of tenants that were deleted, and bytes
 * that nobody knows, since a process was killed between writing them and making them known.
 */
@ApplicationScoped
class ForgetFilesNightly implements Forgetting {

    /** Longer than any transaction that makes a file known. */
    private static final Duration OLD = Duration.ofDays(1);

    private static final int AT_ONCE = 500;

    @Inject
    UploadRecords uploads;

    @Inject
    FileRecords records;

    @Inject
    Files files;

    @Inject
    TenantFiles store;

    @Inject
    Tenants tenants;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    @Override
    public int forget(CallContext context) {
        var forgotten = uploads.forget(context);
        if (tenants.deletedBefore(context, clock.instant().minus(config.filesKeptAfterDeletion))) {
            forgotten += forgetAll(context);
        }
        return forgotten + sweep(context);
    }

    private int forgetAll(CallContext context) {
        var forgotten = 0;
        for (var some = records.forgetSome(context); !some.isEmpty(); some = records.forgetSome(context)) {
            some.forEach(file -> files.delete(context.tenant(), file));
            forgotten += some.size();
        }
        return forgotten;
    }

    private int sweep(CallContext context) {
        var names = new ArrayList<String>();
        var removed = new AtomicInteger();
        store.writtenBefore(context.tenant(), clock.instant().minus(OLD), name -> {
            names.add(name);
            if (names.size() == AT_ONCE) {
                removed.addAndGet(sweep(context, names));
                names.clear();
            }
        });
        return removed.get() + sweep(context, names);
    }

    /** A name that is none of ours is somebody else's business. */
    private int sweep(CallContext context, List<String> names) {
        var ids = names.stream().flatMap(n -> Files.named(n).stream()).collect(Collectors.toSet());
        if (ids.isEmpty()) {
            return 0;
        }
        var known = records.known(context, ids);
        var orphans = names.stream()
                .filter(name -> Files.named(name)
                        .filter(id -> name.endsWith(".part") || !known.contains(id))
                        .isPresent())
                .toList();
        orphans.forEach(name -> store.delete(context.tenant(), name));
        return orphans.size();
    }
}
