package io.guichet.api;

import io.guichet.billing.UsageOfClients;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.PlatformCaller;
import io.guichet.tenancy.ClientView;
import io.guichet.tenancy.Clients;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;

/** Clients as those who run the platform read them: two more looks, however many there are. */
@ApplicationScoped
public class ClientReads {

    private static final UsageOfClients.Figures NOTHING = new UsageOfClients.Figures(0, 0, 0);

    @Inject
    Clients clients;

    @Inject
    UsageOfClients usage;

    /**
     * Somebody who runs the platform, in the place of a client.
     *
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#CLIENT_NOT_FOUND} also for what is
     *     no id
     */
    CallContext in(PlatformCaller caller, String client) {
        return caller.in(clients.get(caller, NamedClient.id(client)).id());
    }

    ClientRead of(PlatformCaller caller, ClientView client) {
        return of(caller, List.of(client)).getFirst();
    }

    List<ClientRead> of(PlatformCaller caller, List<ClientView> page) {
        var ids = page.stream().map(ClientView::id).toList();
        var figures = usage.of(caller, ids);
        var prefixes = clients.keyPrefixes(caller, ids);
        return page.stream()
                .map(client -> {
                    var used = figures.getOrDefault(client.id(), NOTHING);
                    return new ClientRead(
                            client,
                            client.status().equals("deleted") ? "cancelled" : client.status(),
                            used.currentMonthSessions(),
                            used.currentMonthMessages(),
                            used.totalSessions(),
                            prefixes.get(client.id()));
                })
                .toList();
    }
}
