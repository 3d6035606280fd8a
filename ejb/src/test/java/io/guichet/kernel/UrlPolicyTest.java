package io.guichet.kernel;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class UrlPolicyTest {

    private final UrlPolicy production = new UrlPolicy(false, new AddressPolicy(false));
    private final UrlPolicy development = new UrlPolicy(true, new AddressPolicy(true));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://api.ebp.com/webhooks/ai-manager",
                "https://api.ebp.com:8443/x?y=z",
                "HTTPS://API.EBP.COM/",
                "https://8.8.8.8/",
                "https://[2606:4700:4700::1111]/"
            })
    void a_public_https_url_is_allowed(String url) {
        assertThat(production.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api.ebp.com",
                "/hook",
                "http://api.ebp.com/",
                "ftp://api.ebp.com/",
                "file:///etc/passwd",
                "javascript:alert(1)",
                "https:///hook",
                "https://user:secret@api.ebp.com/",
                "https://user@api.ebp.com/",
                "https://api.ebp.com@127.0.0.1/",
                "https://api.ebp.com/#part",
                "https://api.ebp.com:0/",
                "https://api.ebp.com:70000/",
                "https://api ebp.com/",
                "https://127.0.0.1/",
                "https://127.1/",
                "https://2130706433/",
                "https://0x7f000001/",
                "https://0x7f.0.0.1/",
                "https://0177.0.0.1/",
                "https://127.0.0.1./",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]/",
                "https://[::ffff:127.0.0.1]/",
                "https://[fd00:ec2::254]/",
                "https://[fe80::1%25eth0]/",
                "https://localhost/",
                "https://localhost./",
                "https://a.localhost/",
                "https://intranet/",
                "https://printer.local/",
                "https://metadata.google.internal/",
                "https://①②⑦.0.0.1/"
            })
    void anything_else_is_refused(String url) {
        assertThat(production.refusal(url)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8190/hook", "http://localhost:8190/", "http://[::1]:8190/", "http://a.test/"})
    void development_allows_plain_http_and_the_machine_itself(String url) {
        assertThat(development.refusal(url)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1/", "http://169.254.169.254/", "ftp://localhost/", "http://u@localhost/"})
    void development_allows_nothing_more(String url) {
        assertThat(development.refusal(url)).isPresent();
    }

    @Test
    void a_url_is_not_longer_than_the_column_that_keeps_it() {
        assertThat(production.refusal("https://api.ebp.com/" + "x".repeat(500))).isPresent();
    }
}
