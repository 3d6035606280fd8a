package io.guichet.agent;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class DomainRuleTest {

    private static final DomainRule EXACT = new DomainRule("logicielx.fr", false, "production");
    private static final DomainRule BELOW = new DomainRule("logicielx.fr", true, "production");
    private static final DomainRule LOCAL = new DomainRule("localhost", false, "localhost");

    /** By label, as a table. */
    @ParameterizedTest
    @CsvSource(textBlock = """
            # origin,                              exact,  *.
            https://logicielx.fr,                  true,   false
            https://a.logicielx.fr,                false,  true
            https://a.b.logicielx.fr,              false,  true
            https://evil-logicielx.fr,             false,  false
            https://logicielx.fr.evil.com,         false,  false
            https://xlogicielx.fr,                 false,  false
            https://.logicielx.fr,                 false,  false
            https://A.LogicielX.FR,                false,  true
            HTTPS://LOGICIELX.FR,                  true,   false
            https://logicielx.fr:8443,             true,   false
            https://a.logicielx.fr:443,            false,  true
            http://logicielx.fr,                   false,  false
            http://a.logicielx.fr,                 false,  false
            ftp://logicielx.fr,                    false,  false
            https://logicielx.fr.,                 false,  false
            https://a.logicielx.fr.,               false,  false
            https://user@logicielx.fr,             false,  false
            https://logicielx.fr@evil.com,         false,  false
            https://logicielx.fr/,                 false,  false
            https://logicielx.fr/path,             false,  false
            https://logicielx.fr?a=b,              false,  false
            https://logicielx.fr#a,                false,  false
            https://logicielx.fr\\.evil.com,       false,  false
            logicielx.fr,                          false,  false
            //logicielx.fr,                        false,  false
            null,                                  false,  false
            '',                                    false,  false
            'https://logicielx.fr https://a.fr',   false,  false
            https://localhost,                     false,  false
            """)
    void an_origin_is_matched_by_label(String origin, boolean exact, boolean below) {
        assertThat(DomainRule.allows(List.of(EXACT), origin, false)).isEqualTo(exact);
        assertThat(DomainRule.allows(List.of(BELOW), origin, false)).isEqualTo(below);
        assertThat(DomainRule.allows(List.of(EXACT), origin, true)).isEqualTo(exact);
    }

    @Test
    void a_browser_that_sends_no_origin_shows_nothing() {
        assertThat(DomainRule.allows(List.of(EXACT, BELOW, LOCAL), null, true)).isFalse();
    }

    @Test
    void without_rules_nobody_shows_the_deployment() {
        assertThat(DomainRule.allows(List.of(), "https://logicielx.fr", true)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:3000, true",
        "https://localhost, true",
        "http://127.0.0.1:8080, true",
        "http://[::1]:8080, true",
        "http://LOCALHOST, true",
        "http://localhost.evil.com, false",
        "http://127.0.0.2, false",
        "http://192.168.1.10, false",
        "ftp://localhost, false"
    })
    void this_machine_is_a_site_on_a_developers_installation_alone(String origin, boolean inDevelopment) {
        assertThat(DomainRule.allows(List.of(LOCAL), origin, true)).isEqualTo(inDevelopment);
        assertThat(DomainRule.allows(List.of(LOCAL), origin, false)).isFalse();
    }

    @Test
    void this_machine_is_no_site_of_a_production_environment() {
        var wrong = new DomainRule("localhost", false, "production");

        assertThat(DomainRule.allows(List.of(wrong), "http://localhost", true)).isFalse();
        assertThat(wrong.refusal()).isPresent();
    }

    @Test
    void a_development_environment_needs_no_certificate_where_developers_work() {
        var rule = new DomainRule("dev.logicielx.fr", false, "development");

        assertThat(DomainRule.allows(List.of(rule), "http://dev.logicielx.fr", true))
                .isTrue();
        assertThat(DomainRule.allows(List.of(rule), "http://dev.logicielx.fr", false))
                .isFalse();
        assertThat(DomainRule.allows(List.of(rule), "https://dev.logicielx.fr", false))
                .isTrue();
    }

    @Test
    void accents_are_compared_as_browsers_send_them() {
        var rule = new DomainRule(" Épicerie.fr ", false, "production");

        assertThat(rule.domain()).isEqualTo("xn--picerie-9xa.fr");
        assertThat(DomainRule.allows(List.of(rule), "https://xn--picerie-9xa.fr", false))
                .isTrue();
        assertThat(DomainRule.allows(List.of(rule), "https://epicerie.fr", false))
                .isFalse();
    }

    @Test
    void a_label_that_is_too_long_is_no_domain() {
        assertThat(new DomainRule("é".repeat(64) + ".fr", false, "production").refusal())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "com",
                "fr",
                "co.uk",
                "gouv.fr",
                "github.io",
                "192.168.1.1",
                "8.8.8.8",
                "[2001:db8::1]",
                "localhost",
                "127.0.0.1"
            })
    void a_wildcard_never_covers_strangers(String domain) {
        assertThat(new DomainRule(domain, true, "production").refusal()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"logicielx.fr", "app.logicielx.fr", "ebp.example", "durant.github.io", "Épicerie.fr"})
    void a_wildcard_below_ones_own_domain_is_allowed(String domain) {
        assertThat(new DomainRule(domain, true, "production").refusal()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://logicielx.fr",
                "logicielx.fr:8443",
                "logicielx.fr/path",
                "*.logicielx.fr",
                "logicielx.fr.",
                ".logicielx.fr",
                "logi cielx.fr",
                "logiciel_x.fr",
                "-logicielx.fr",
                "user@logicielx.fr",
                "logicielx",
                ""
            })
    void what_is_no_name_is_refused(String domain) {
        assertThat(new DomainRule(domain, false, "production").refusal()).isPresent();
    }

    @Test
    void an_address_may_be_named_alone() {
        assertThat(new DomainRule("192.0.2.10", false, "staging").refusal()).isEmpty();
        assertThat(new DomainRule("localhost", false, "development").refusal()).isEmpty();
    }

    @Test
    void an_environment_is_one_of_four() {
        assertThat(new DomainRule("logicielx.fr", false, "prod").refusal()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[evil", "[::1; script-src *]", "1.2.3.4.5", "...", "999.1.1.1", "1", "[fe80::1%eth0]"})
    void what_only_looks_like_an_address_is_refused(String domain) {
        assertThat(new DomainRule(domain, false, "production").refusal()).isPresent();
    }

    @Test
    void the_frame_policy_names_who_may_show_the_deployment() {
        assertThat(DomainRule.frameAncestors(List.of(EXACT, BELOW), false))
                .isEqualTo("https://logicielx.fr:* https://*.logicielx.fr:*");
        assertThat(DomainRule.frameAncestors(List.of(LOCAL), false)).isEqualTo("'none'");
        assertThat(DomainRule.frameAncestors(List.of(), true)).isEqualTo("'none'");
        assertThat(DomainRule.frameAncestors(List.of(LOCAL), true))
                .isEqualTo("http://localhost:* https://localhost:* http://127.0.0.1:* https://127.0.0.1:*");
        assertThat(DomainRule.frameAncestors(List.of(new DomainRule("dev.logicielx.fr", false, "development")), true))
                .isEqualTo("https://dev.logicielx.fr:* http://dev.logicielx.fr:*");
    }

    /** What stands in the database was checked when it came; a policy is not built on trust. */
    @Test
    void what_was_never_a_domain_does_not_reach_the_frame_policy() {
        var hostile = List.of(
                new DomainRule("x; script-src *", false, "production"),
                new DomainRule("co.uk", true, "production"),
                new DomainRule("*", false, "production"),
                new DomainRule("a.fr https://b.fr", false, "production"));

        assertThat(DomainRule.frameAncestors(hostile, false)).isEqualTo("'none'");
    }

    @Test
    void rules_that_overlap_are_of_one_family() {
        for (var name : List.of("a.b.logicielx.fr", "b.logicielx.fr", "logicielx.fr")) {
            assertThat(new DomainRule(name, false, "production").family()).isEqualTo("logicielx.fr");
            assertThat(new DomainRule(name, true, "production").family()).isEqualTo("logicielx.fr");
        }
        assertThat(new DomainRule("[2001:db8::1]", false, "production").family())
                .isEqualTo("[2001:db8::1]");
    }

    @Test
    void the_rules_that_could_allow_an_origin_are_those_of_its_host_and_of_the_names_above() {
        assertThat(DomainRule.candidates("https://a.b.logicielx.fr:8443"))
                .containsExactlyInAnyOrder("a.b.logicielx.fr", "b.logicielx.fr", "logicielx.fr", "fr");
        assertThat(DomainRule.candidates("HTTPS://A.LogicielX.FR")).contains("logicielx.fr");
        assertThat(DomainRule.candidates("http://localhost:3000")).contains("localhost", "127.0.0.1", "[::1]");
        assertThat(DomainRule.candidates("https://logicielx.fr/path")).isEmpty();
        assertThat(DomainRule.candidates("null")).isEmpty();
        assertThat(DomainRule.candidates(null)).isEmpty();
    }
}
