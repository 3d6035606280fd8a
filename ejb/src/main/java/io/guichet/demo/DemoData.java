package io.guichet.demo;

import io.guichet.agent.AgentId;
import io.guichet.agent.Agents;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.UserId;
import io.guichet.knowledge.CommonDocuments;
import io.guichet.knowledge.ReceivedDocument;
import io.guichet.quote.PriceBooks;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
import io.guichet.trade.BusinessProfile;
import io.guichet.webhook.Endpoints;
import io.guichet.webhook.NewEndpoint;
import jakarta.annotation.PostConstruct;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Loads the demo's data where it is missing; what is there stays as it is. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DemoData {

    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String PASSWORD = "guichet-demo";
    static final UserId EBP_ADMIN = user(3);
    static final UserId SAGE_ADMIN = user(4);
    static final UserId DURANT = user(5);
    static final UserId BISTRO_OWNER = user(7);
    static final UserId SALON_OWNER = user(8);

    @Inject
    DemoConfig config;

    @Inject
    Tenants tenants;

    @Inject
    Agents agents;

    @Inject
    AddDemoTenant addTenant;

    @Inject
    PriceBooks priceBooks;

    @Inject
    CommonDocuments documents;

    @Inject
    Endpoints endpoints;

    @PostConstruct
    void load() {
        if (!config.enabled) {
            return;
        }
        if (!config.profile.equals("dev")) {
            throw new IllegalStateException(
                    "guichet.demo loads accounts with known passwords: it needs guichet.profile=dev");
        }
        var file = config.file.map(Path::of).orElse(null);
        if (file != null && Files.exists(file) && DemoTenant.ALL.stream().allMatch(t -> exists(t.slug()))) {
            return;
        }
        addUsers();
        var known = new ArrayList<DemoFile.Tenant>();
        for (var tenant : DemoTenant.ALL) {
            known.add(load(tenant));
        }
        if (file != null) {
            new DemoFile(users(), known).write(file);
        }
        LOG.infof("GUI0901 demo data of %d tenants is loaded", known.size());
    }

    private DemoFile.Tenant load(DemoTenant demo) {
        var agent = agent(demo.agent());
        var tenant = tenants.bySlug(demo.slug()).orElseGet(() -> addTenant.add(demo, agent, profile(demo)));
        var context = context(tenant);
        var key = tenants.addApiKey(context);
        return new DemoFile.Tenant(
                demo.slug(),
                demo.name(),
                key.text(),
                demo.hasReceiver() ? webhookSecret(context, demo.slug()) : null,
                List.of(new DemoFile.DeploymentOfDemo(
                        demo.deploymentKey(), demo.agent().slug())),
                demo.members().stream()
                        .map(m -> new DemoFile.MemberOfDemo(m.externalId(), m.name()))
                        .toList());
    }

    /** An endpoint at the demo's own receiver. Its secret is shown once, so one that nobody remembers is replaced. */
    private String webhookSecret(CallContext context, String slug) {
        var url = "http://127.0.0.1:" + config.receiverPort + "/webhooks/" + slug;
        endpoints.list(context).stream()
                .filter(e -> e.url().equals(url))
                .forEach(e -> endpoints.delete(
                        context,
                        io.guichet.webhook.EndpointId.parse(e.id().toString()).orElseThrow()));
        return endpoints
                .create(context, new NewEndpoint(url, List.of("project.completed", "conversation.escalated")), null)
                .secret();
    }

    private AgentId agent(DemoAgent demo) {
        return agents.bySlug(demo.slug()).orElseGet(() -> {
            var id = agents.add(
                    new Agents.NewAgent(
                            demo.slug(),
                            demo.name(),
                            demo.sector(),
                            demo.welcome(),
                            demo.placeholder(),
                            demo.branding(),
                            "{\"required_branding\":true,\"allow_prompt_override\":true,\"allow_rag_override\":true,"
                                    + "\"min_rate_limit\":30}"),
                    List.of("shared", "dedicated"));
            priceBooks.replaceOf(id, demo.name(), true, text(demo.priceBook()).orElseThrow());
            if (demo == DemoAgent.EXPERT_BTP) {
                addDocument(id, demo.slug());
            }
            return id;
        });
    }

    private static @Nullable BusinessProfile profile(DemoTenant demo) {
        return text("/demo/" + demo.slug() + ".json")
                .map(json -> Json.read(json, BusinessProfile.class))
                .orElse(null);
    }

    private void addDocument(AgentId agent, String collection) {
        var demo = PlatformCaller.itself("demo", Ids.print("req_", Ids.next()));
        agents.collect(demo, agent, collection);
        var text = text("/demo/travaux.md").orElseThrow().getBytes(StandardCharsets.UTF_8);
        documents.add(demo, agent, ReceivedDocument.check("travaux.md", "Bien préparer ses travaux", text), null);
    }

    private void addUsers() {
        tenants.addUser(EBP_ADMIN, "admin@ebp.example", "Claire Aubry");
        tenants.addUser(SAGE_ADMIN, "admin@sage.example", "Marc Lenoir");
        tenants.addUser(DURANT, "contact@durant-peinture.example", "Durant Peinture");
        tenants.addUser(BISTRO_OWNER, "patron@bistro.example", "Lucie Morel");
        tenants.addUser(SALON_OWNER, "contact@salon.example", "Nadia Benali");
    }

    private static List<DemoFile.User> users() {
        return List.of(
                new DemoFile.User("root", PASSWORD, List.of("super_admin")),
                new DemoFile.User("admin", PASSWORD, List.of("admin")),
                new DemoFile.User("ebp-admin", PASSWORD, List.of("client_admin")),
                new DemoFile.User("sage-admin", PASSWORD, List.of("client_admin")),
                new DemoFile.User("durant", PASSWORD, List.of("artisan")),
                new DemoFile.User("metreur", PASSWORD, List.of("metreur")),
                new DemoFile.User("bistro", PASSWORD, List.of("client_admin")),
                new DemoFile.User("salon", PASSWORD, List.of("client_admin")));
    }

    private boolean exists(String slug) {
        return tenants.bySlug(slug).isPresent();
    }

    static CallContext context(TenantView tenant) {
        return CallContext.platform(tenant.id(), "demo", Ids.print("req_", Ids.next()));
    }

    private static UserId user(int n) {
        return new UserId(UUID.fromString("00000000-0000-7000-8000-00000000000" + n));
    }

    private static Optional<String> text(String path) {
        try (var in = DemoData.class.getResourceAsStream(path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
