package io.guichet.demo;

import io.guichet.agent.AgentId;
import io.guichet.agent.Agents;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Ids;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.UserId;
import io.guichet.knowledge.CommonDocuments;
import io.guichet.knowledge.ReceivedDocument;
import io.guichet.quote.PriceBooks;
import io.guichet.tenancy.TenantView;
import io.guichet.tenancy.Tenants;
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
import java.util.UUID;
import org.jboss.logging.Logger;

/** Loads the demo's data where it is missing; what is there stays as it is. */
@Startup
@Singleton
@DependsOn("Migrations")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class DemoData {

    private static final Logger LOG = Logger.getLogger(DemoData.class);
    private static final String PASSWORD = "guichet-demo";
    private static final String AGENT = "expert-btp";
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
        var agent = agent();
        var known = new ArrayList<DemoFile.Tenant>();
        for (var tenant : DemoTenant.ALL) {
            known.add(load(tenant, agent));
        }
        if (file != null) {
            new DemoFile(users(), known).write(file);
        }
        LOG.infof("GUI0901 demo data of %d tenants is loaded", known.size());
    }

    private DemoFile.Tenant load(DemoTenant demo, AgentId agent) {
        var tenant = tenants.bySlug(demo.slug()).orElseGet(() -> addTenant.add(demo, agent));
        var context = context(tenant);
        var key = tenants.addApiKey(context);
        return new DemoFile.Tenant(
                demo.slug(),
                demo.name(),
                key.text(),
                demo.deploymentKey() == null ? null : webhookSecret(context, demo.slug()),
                demo.deploymentKey() == null
                        ? List.of()
                        : List.of(new DemoFile.DeploymentOfDemo(demo.deploymentKey(), AGENT)),
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

    private AgentId agent() {
        return agents.bySlug(AGENT).orElseGet(() -> {
            var id = agents.add(
                    new Agents.NewAgent(
                            AGENT,
                            "Expert BTP",
                            "artisan",
                            "Bonjour, je suis l'assistant IA de {artisan.name}. Pouvez-vous me décrire votre projet ?",
                            "Décrivez vos travaux : pièce, surface, souhaits…",
                            "{\"title\":\"Assistant de {artisan.name}\",\"primary_color\":\"#1F3A5F\"}",
                            "{\"required_branding\":true,\"allow_prompt_override\":true,\"allow_rag_override\":true,"
                                    + "\"min_rate_limit\":30}"),
                    List.of("shared", "dedicated"));
            priceBooks.replaceOf(id, "Expert BTP", true, resource("/pricebooks/expert-btp.csv"));
            addDocument(id);
            return id;
        });
    }

    private void addDocument(AgentId agent) {
        var demo = PlatformCaller.itself("demo", Ids.print("req_", Ids.next()));
        agents.collect(demo, agent, AGENT);
        var text = resource("/demo/travaux.md").getBytes(StandardCharsets.UTF_8);
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

    private static String resource(String path) {
        try (var in = DemoData.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException(path + " is missing from the build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
