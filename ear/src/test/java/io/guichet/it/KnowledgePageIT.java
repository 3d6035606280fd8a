package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** Documents and proposed answers as people look after them: in the portal. */
class KnowledgePageIT {

    private static final ContainsTextOptions PATIENTLY =
            new ContainsTextOptions().setTimeout(Eventually.PATIENCE.toMillis());

    private static Playwright playwright;
    private static Browser browser;

    private final String name = "page-" + UUID.randomUUID();
    private PortalVisit portal;

    @BeforeAll
    static void open_a_browser() {
        playwright = PortalVisit.playwright();
        browser = PortalVisit.chromium(playwright);
    }

    @AfterAll
    static void close_the_browser() {
        playwright.close();
    }

    @BeforeEach
    void come_with_no_cookies() {
        portal = new PortalVisit(browser, 1280, 900);
    }

    @AfterEach
    void leave() {
        portal.close();
        assertThat(portal.faults).isEmpty();
    }

    @Test
    void an_administrator_sends_a_file_tries_a_question_and_replaces_and_deletes_the_file() {
        var own = Documents.of(Tenant.ebp(), Documents.anAgent(name), name + "-own");
        portal.signIn("ebp-admin");
        portal.open("/tenant?tenant=" + own.tenant().id());
        link("Connaissances chez EBP").click();
        assertThat(portal.heading("Choisissez un agent déployé")).isVisible();
        portal.open(pageOf(own));
        assertThat(portal.page.getByText("Aucun document")).isVisible();
        choose("Fichier", "horaires.exe", "MZ");
        button("Envoyer le fichier").click();
        assertThat(portal.page.locator("#notice")).containsText("Ce fichier n’est pas accepté");

        choose("Fichier", "horaires.txt", "L'atelier ouvre le samedi à neuf heures. Le <b>parking</b> est gratuit.");
        portal.page.locator("[id='file:title']").fill("Nos horaires d’été");
        button("Envoyer le fichier").click();
        var row = portal.page
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("Nos horaires d’été"));
        assertThat(row).containsText("Prêt", PATIENTLY);

        Eventually.holds(
                "the hours",
                () -> own.found("Ouvrez-vous le samedi ?").toString().contains("neuf heures"));
        ask("Ouvrez-vous le samedi ?");
        var found = portal.page.locator(".passages li").first();
        assertThat(found.locator("mark").first()).hasText("ouvre");
        assertThat(found).containsText("Le <b>parking</b> est gratuit.");
        assertThat(portal.barriers()).isEmpty();

        button("Remplacer, Nos horaires d’été").click();
        assertThat(portal.heading("Remplacer «")).isFocused();
        choose("Nouveau fichier", "nouveaux.txt", "L'atelier ouvre le jeudi à dix heures.");
        button("Envoyer à la place").click();
        assertThat(portal.page.getByText("L’ancien texte se trouve").first()).isVisible();
        assertThat(row).containsText("Prêt", PATIENTLY);
        Eventually.holds(
                "the new hours",
                () -> own.found("Quand ouvrez-vous ?").toString().contains("dix heures"));
        fitsAPhone();

        button("Supprimer, Nos horaires d’été").click();
        assertThat(portal.heading("Supprimer «")).isFocused();
        button("Laisser tel quel").click();
        assertThat(portal.heading("Supprimer «")).hasCount(0);
        button("Supprimer, Nos horaires d’été").click();
        button("Supprimer pour de bon").click();
        assertThat(portal.page.getByText("Aucun document")).isVisible();
        assertThat(own.found("Quand ouvrez-vous ?").toString()).doesNotContain("dix heures");
    }

    @Test
    void what_is_anothers_is_not_there_and_an_address_that_was_changed_says_so() {
        var ebp = Tenant.ebp();
        var sage = Tenant.sage();
        var sages = "&deployment=" + deploymentOf(sage).at("/id").asText();
        var tenant = "?tenant=" + ebp.id();
        portal.signIn("ebp-admin");

        assertThat(portal.open("/knowledge" + tenant + sages)).isEqualTo(404);
        assertThat(portal.open("/knowledge?tenant=" + sage.id() + sages)).isEqualTo(404);
        var agent = agentOf(ebp);
        assertThat(portal.open("/knowledge?agent=" + agent)).isEqualTo(403);
        assertThat(portal.open("/promotions?agent=" + agent)).isEqualTo(403);
        portal.open("/knowledge" + tenant + "&deployment="
                + deploymentOf(ebp).at("/id").asText());
        assertThat(portal.page.getByText("Ce déploiement n’a pas de documents à lui"))
                .isVisible();
        assertThat(portal.barriers()).isEmpty();

        for (var changed : List.of(
                "/knowledge%s&cursor=x",
                "/learned%s&cursor=x", "/inbox%s&from=x", "/day%s&orders=x", "/tenant%s&links=x")) {
            assertThat(portal.open(changed.formatted(tenant))).as(changed).isEqualTo(400);
        }
        assertThat(portal.heading("Adresse illisible")).isVisible();
    }

    @Test
    void what_a_client_proposes_is_reworded_approved_and_given_to_the_others() {
        var proposer = OwnTenant.called("proposes-" + System.nanoTime());
        var question = "Avez-vous un parking pour les clients ?";
        var talk = ServiceTalk.with(proposer);
        var learned = talk.corrects(talk.says(question), "Oui, le parking de Dupondel est gratuit pour les clients.");
        ServiceTalk.post(
                        proposer,
                        "/api/client/learned-answers/" + learned.at("/id").asText() + "/promote",
                        Map.of())
                .is(202);
        var agent = agentOf(proposer);

        portal.signIn("root");
        assertThat(portal.heading("Agents")).isVisible();
        portal.open("/promotions?agent=" + agent);
        var row = portal.page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(proposer.slug()));
        assertThat(row).containsText("[…]");
        assertThat(row).not().containsText("Dupondel");
        row.getByRole(AriaRole.BUTTON).click();
        assertThat(portal.heading("Relire une réponse")).isFocused();
        button("Approuver pour tous").click();
        assertThat(portal.page.locator("#answer-fault")).hasText("Dites ce qui tient lieu de […].");
        assertThat(field("Réponse")).isFocused();
        assertThat(portal.barriers()).isEmpty();
        field("Réponse").fill("Souvent, et il est gratuit.");
        button("Approuver pour tous").click();
        assertThat(portal.page.getByText("Approuvée : tous les déploiements")).isVisible();

        var other = OwnTenant.called("given-" + System.nanoTime());
        assertThat(ServiceTalk.with(other).says(question).at("/content").asText())
                .contains("Souvent, et il est gratuit.");
        portal.open("/promotions?agent=" + agent + "&state=approved");
        row.getByRole(AriaRole.BUTTON).click();
        assertThat(portal.page.getByText("Retirée : elle n’est plus donnée")).isVisible();
        assertThat(portal.page.getByText("Aucune réponse")).isVisible();
    }

    private void ask(String question) {
        field("Question").fill(question);
        button("Chercher").click();
    }

    private void choose(String label, String file, String text) {
        field(label).setInputFiles(new FilePayload(file, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
    }

    private void fitsAPhone() {
        portal.page.setViewportSize(390, 844);
        assertThat(portal.page.evaluate("document.documentElement.scrollWidth")).isEqualTo(390);
        assertThat(portal.barriers()).isEmpty();
    }

    private Locator field(String label) {
        return portal.page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    private Locator button(String label) {
        return portal.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(label).setExact(true));
    }

    private Locator link(String label) {
        return portal.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(label));
    }

    private static String pageOf(Documents own) {
        return "/knowledge?tenant=" + own.tenant().id() + "&deployment=" + own.deployment();
    }

    /** The one that a tenant begins with: it answers from its agent's documents alone. */
    private static JsonNode deploymentOf(Tenant tenant) {
        return tenant.asks("/api/client/deployments?q=" + tenant.deployment())
                .is(200)
                .data()
                .get(0);
    }

    private static String agentOf(Tenant tenant) {
        return deploymentOf(tenant).at("/agent/id").asText();
    }
}
