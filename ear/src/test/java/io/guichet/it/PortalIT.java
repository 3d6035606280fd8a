package io.guichet.it;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
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
        portal.signIn("ebp-admin");
        var address = portal.makeLink();
        portal.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Tout voir chez EBP"))
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
        portal.signIn("durant");
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
        portal.signIn("durant");

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
