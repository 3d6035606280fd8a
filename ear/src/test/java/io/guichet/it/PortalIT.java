package io.guichet.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The portal in a real browser, behind the real Keycloak, on the running platform with its demo data. */
class PortalIT {

    private static Playwright playwright;
    private static Browser browser;

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
    void a_stranger_is_sent_to_a_log_in_page_with_the_products_look() {
        portal.open("/");

        assertThat(portal.page).hasURL(Pattern.compile("/realms/guichet/protocol/openid-connect/auth"));
        assertThat(portal.page.locator("#username")).isVisible();
        assertThat(portal.page.locator("link[href*='/login/guichet/css/guichet.css']"))
                .hasCount(1);
    }

    @Test
    void a_craftsman_makes_a_link_and_reads_what_his_customer_wrote() {
        portal.signIn("durant");
        assertThat(portal.heading("Bonjour Denis Durant")).isVisible();
        assertThat(portal.heading("Chez EBP")).isVisible();
        assertThat(portal.heading("Chez SAGE")).isVisible();
        assertThat(portal.barriers()).isEmpty();

        var said = "refaire ma salle de bain, 8m², douche italienne, carrelage mural et sol";
        try (var customer = new PortalVisit(browser, 390, 844)) {
            customer.page.navigate(portal.makeLink());
            customer.say(said, "plus de deux ans");
            customer.say("La maison a 15 ans", "photos");
            customer.say("Je n'ai pas de photo", "Total TTC");
        }

        portal.open("/");
        portal.newestConversation().click();
        assertThat(portal.page.locator(".from-visitor").first()).containsText(said);
        assertThat(portal.page.locator(".from-agent").first()).containsText("IA");
        assertThat(portal.heading("Pré-devis")).isVisible();
        assertThat(portal.page.locator("table.quote tbody tr")).hasCount(5);
        assertThat(portal.page.locator("table.quote .total")).containsText(Pattern.compile("6\\s369,00\\s€"));
        assertThat(portal.barriers()).isEmpty();
    }

    @Test
    void the_home_page_fits_a_phone() {
        try (var phone = new PortalVisit(browser, 390, 844)) {
            phone.signIn("durant");

            assertThat(phone.page.evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            assertThat(phone.barriers()).isEmpty();
        }
    }

    @Test
    void a_vendors_administrator_revokes_a_link_and_it_opens_nothing_any_more() {
        // Few links are made at SAGE by other tests: its page is short.
        portal.signIn("sage-admin");
        var address = portal.makeLink();
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tout voir chez SAGE"))
                .click();
        assertThat(portal.barriers()).isEmpty();

        var revoke = portal.page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^Révoquer")));
        var before = revoke.count();
        revoke.first().click();
        assertThat(revoke).hasCount(before - 1);

        try (var customer = new PortalVisit(browser, 390, 844)) {
            customer.page.navigate(address);
            assertThat(customer.page.getByText("Ce lien a expiré")).isVisible();
            assertThat(customer.page.getByLabel("Votre message")).hasCount(0);
        }
    }

    @Test
    void a_craftsman_sends_his_customer_a_link_and_sees_that_it_was_opened() {
        var one = UUID.randomUUID().toString().substring(0, 8);
        var email = "martin." + one + "@example.fr";
        portal.signIn("durant");
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tout voir chez SAGE"))
                .click();
        portal.page.getByLabel("Intitulé").fill("Salle de bain " + one);
        portal.page.getByLabel("Nom du client").fill("M. Martin");
        portal.page
                .getByLabel("E-mail du client", new Page.GetByLabelOptions().setExact(true))
                .fill(email);
        var address = portal.makeLink();
        var row = portal.page
                .getByRole(AriaRole.ROW)
                .filter(new Locator.FilterOptions().setHasText("Salle de bain " + one));
        assertThat(row).containsText("Envoyé ou à envoyer");
        row.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Envoyer")))
                .click();
        assertThat(portal.page.getByText("Le message part")).isVisible();
        assertThat(portal.barriers()).isEmpty();

        assertThat(Mailbox.lettersTo(email, 1)).singleElement().asString().contains(address, "Durant Peinture");
        try (var customer = new PortalVisit(browser, 390, 844)) {
            customer.page.navigate(address);
            customer.say("refaire ma salle de bain, 8m²", "IA");
        }
        portal.page.reload();
        assertThat(row).containsText("Commencé");
        assertThat(row).containsText("Ouvert le");
        assertThat(row).containsText("Envoyé le");
        assertThat(portal.barriers()).isEmpty();
    }

    @Test
    void what_the_tenant_vouches_for_is_told_from_what_a_page_says() {
        var ebp = Tenant.ebp();
        var link = ebp.createsALinkFor("DUR-001");
        var visitor = Visitor.opens(link);
        visitor.sends(Map.of("content", "Bonjour", "context", Map.of("page", "https://evil.example/tarifs")), null)
                .is(202);
        portal.signIn("durant");
        var tenant = ebp.id();
        portal.open("/conversation?tenant=" + tenant + "&id=" + visitor.conversation());

        var trusted = portal.page.locator("dl.known").first();
        assertThat(portal.heading("Dit par le logiciel de l’espace")).isVisible();
        assertThat(trusted).containsText("contact_form");
        assertThat(portal.heading("Dit par la page du visiteur")).isVisible();
        assertThat(portal.page.locator("dl.known").last()).containsText("evil.example");
        assertThat(trusted).not().containsText("evil.example");
        assertThat(portal.barriers()).isEmpty();
    }

    @Test
    void a_vendors_administrator_tries_his_agent_out() {
        portal.signIn("ebp-admin");
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tout voir chez EBP"))
                .click();
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("^Tester, Expert BTP")))
                .first()
                .click();
        assertThat(portal.heading("Tester")).isVisible();
        assertThat(portal.page.getByLabel("Code de la page"))
                .hasValue(
                        Pattern.compile("<script src=\"http.*/widget/v1/loader\\.js\" data-deployment-key=\"dpl_ebp"));
        assertThat(portal.heading("Domaines autorisés")).isVisible();
        assertThat(portal.barriers()).isEmpty();

        var tried = portal.page.waitForPopup(() -> portal.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Ouvrir une conversation d’essai"))
                .click());
        assertThat(tried).hasURL(Pattern.compile("/s/"));
        assertThat(tried.getByLabel("Votre message")).isVisible();
    }

    @Test
    void who_runs_the_platform_tries_any_clients_agent_and_a_craftsman_none() {
        portal.signIn("root");
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tester, EBP"))
                .first()
                .click();
        assertThat(portal.barriers()).isEmpty();
        portal.page.locator("main").getByRole(AriaRole.LINK).first().click();
        assertThat(portal.heading("Code à coller")).isVisible();
        var path = portal.page.url().replaceFirst("^.*/portal", "");
        assertThat(portal.open("/test?tenant=tnt_0192f0c1000070008000000000000000"))
                .isEqualTo(404);

        try (var craftsman = new PortalVisit(browser, 1280, 900)) {
            craftsman.signIn("durant");
            assertThat(craftsman.open(path)).isEqualTo(403);
            assertThat(craftsman.open(path.replaceFirst("/test", "/preview"))).isEqualTo(403);
        }
    }

    @Test
    void a_widget_is_seen_as_visitors_will_see_it_before_any_site_may_show_it() {
        var sage = Tenant.sage();
        var deployment = Call.post("/api/client/deployments")
                .apiKey(sage.apiKey())
                .json(Map.of(
                        "agent_id",
                        Documents.anAgent("it-preview"),
                        "name",
                        "Aperçu " + UUID.randomUUID(),
                        "deployment_mode",
                        "dedicated"))
                .send()
                .is(201)
                .data();
        var query = "?tenant=" + sage.id() + "&id=" + deployment.at("/id").asText();
        portal.signIn("sage-admin");
        portal.open("/test" + query);

        // What sticks to the bottom of the frame is seen once the frame is.
        portal.page.locator("iframe.preview").evaluate("frame => frame.scrollIntoView({ block: 'end' })");
        var site = portal.page.frameLocator("iframe.preview");
        site.locator("aimanager-widget button").click();
        var chat = site.frameLocator("aimanager-widget iframe");
        chat.getByLabel("Votre message").fill("Bonjour");
        chat.getByLabel("Votre message").press("Enter");
        assertThat(chat.locator(".message.agent").nth(1)).isVisible();
        assertThat(portal.barriers()).isEmpty();

        portal.follow("Dans la page");
        portal.follow("Sombre");
        portal.follow("Téléphone");
        assertThat(chat.locator("html")).hasAttribute("data-theme", "dark");
        assertThat(site.locator("#guichet aimanager-widget")).isVisible();
        assertThat(portal.page.getByLabel("Code de la page"))
                .hasValue(Pattern.compile("data-position=\"inline\" data-theme=\"dark\""));
        assertThat(portal.page.getByLabel("l’empreinte du script"))
                .hasValue(Pattern.compile("integrity=\"sha384-.*data-theme=\"dark\""));
        assertThat(portal.barriers()).isEmpty();

        var key = deployment.at("/deployment_key").asText();
        Call.get("/widget/v1/frame?key=" + key + "&parent=" + Platform.url())
                .send()
                .is(403);
        Visitor.comesToThePage(key, Platform.url()).isProblem(403, "domain_not_allowed");
        assertThat(portal.open(
                        "/preview" + query.replace(sage.id(), Tenant.ebp().id())))
                .isEqualTo(404);
    }

    @Test
    void those_who_run_the_platform_see_how_it_does() {
        portal.signIn("root");

        assertThat(portal.heading("Travaux en attente")).isVisible();
        assertThat(portal.page.getByText("sector artisan").first()).isVisible();
        assertThat(portal.page
                        .getByRole(AriaRole.ROWHEADER, new Page.GetByRoleOptions().setName("EBP"))
                        .first())
                .isVisible();
        assertThat(portal.barriers()).isEmpty();
    }

    @Test
    void what_is_not_ones_own_is_not_there() {
        portal.signIn("durant");

        assertThat(portal.open("/tenant?tenant=tnt_0192f0c1000070008000000000000000"))
                .isEqualTo(404);
        assertThat(portal.open("/conversation?tenant=x&id=conv_0192f0c1000070008000000000000000"))
                .isEqualTo(404);
        assertThat(portal.open("/nowhere")).isEqualTo(404);
        assertThat(portal.heading("Page introuvable")).isVisible();
        assertThat(portal.barriers()).isEmpty();
    }

    @Test
    void signing_out_ends_keycloaks_session_too() {
        portal.signInAnew("durant");
        Locator out = portal.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Se déconnecter"));
        out.click();
        assertThat(portal.page.locator("#username")).isVisible();

        portal.open("/");
        assertThat(portal.page).hasURL(Pattern.compile("/realms/guichet/"));
        assertThat(portal.page.locator("#username")).isVisible();
    }

    @Test
    void signing_in_changes_the_sessions_id() {
        portal.open("/");
        var before = portal.sessionCookies().stream().map(c -> c.value).toList();
        portal.signInAnew("durant");

        assertThat(portal.sessionCookies())
                .isNotEmpty()
                .allSatisfy(c -> assertThat(before).doesNotContain(c.value));
    }

    @Test
    void a_page_that_stayed_open_after_its_session_finds_the_way_back() {
        portal.signIn("durant");
        portal.forgetSession();
        portal.linkButton().click();

        portal.page.waitForLoadState();
        assertThat(portal.heading("Bonjour Denis Durant")).isVisible();
        assertThat(portal.sessionCookies()).isNotEmpty();
        assertThat(portal.makeLink()).contains("/s/");
    }

    @Test
    void cookies_are_for_http_alone_and_for_our_own_site() {
        portal.signIn("durant");

        assertThat(portal.sessionCookies()).isNotEmpty().allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite.name()).isEqualTo("LAX");
        });
    }
}
