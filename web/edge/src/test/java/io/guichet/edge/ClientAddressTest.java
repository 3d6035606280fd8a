package io.guichet.edge;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Who sent a request, where proxies stand in between. Trusted are 10.0.0.0/8, 2001:db8:ffff::/48 and 192.0.2.1. */
class ClientAddressTest {

    private final ClientAddress policy =
            new ClientAddress(TrustedProxies.parse("10.0.0.0/8, 2001:db8:ffff::/48,192.0.2.1"));

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # peer               | X-Forwarded-For                       | client
            203.0.113.9          | -                                     | 203.0.113.9
            203.0.113.9          | 198.51.100.7                          | 203.0.113.9
            203.0.113.9          | 10.0.0.1                              | 203.0.113.9
            10.0.0.1             | -                                     | 10.0.0.1
            10.0.0.1             | 198.51.100.7                          | 198.51.100.7
            10.0.0.1             | 6.6.6.6, 198.51.100.7                 | 198.51.100.7
            10.0.0.1             | 6.6.6.6, 10.9.9.9, 198.51.100.7       | 198.51.100.7
            10.0.0.1             | 198.51.100.7, 10.0.0.2                | 198.51.100.7
            10.0.0.1             | 6.6.6.6, 198.51.100.7, 10.0.0.2       | 198.51.100.7
            10.0.0.1             | 198.51.100.7, 192.0.2.1, 10.0.0.2     | 198.51.100.7
            10.0.0.1             | 198.51.100.7, 192.0.2.2, 10.0.0.2     | 192.0.2.2
            10.0.0.1             | 10.0.0.3, 10.0.0.2                    | 10.0.0.3
            10.0.0.1             | 198.51.100.7:4711                     | 198.51.100.7
            10.0.0.1             | [2001:db8::7]:4711                    | 2001:db8::7
            10.0.0.1             | [2001:db8::7]                         | 2001:db8::7
            10.0.0.1             | 2001:DB8:0:0::7                       | 2001:db8::7
            10.0.0.1             | ::ffff:198.51.100.7                   | 198.51.100.7
            ::ffff:10.0.0.1      | 198.51.100.7                          | 198.51.100.7
            ::ffff:203.0.113.9   | 198.51.100.7                          | 203.0.113.9
            2001:db8:ffff::1     | 198.51.100.7                          | 198.51.100.7
            2001:db8:fffe::1     | 198.51.100.7                          | 2001:db8:fffe::1
            10.0.0.1             | unknown                               | 10.0.0.1
            10.0.0.1             | 198.51.100.7, unknown                 | 10.0.0.1
            10.0.0.1             | 198.51.100.7, unknown, 10.0.0.2       | 10.0.0.2
            10.0.0.1             | 198.51.100.7,                         | 10.0.0.1
            10.0.0.1             | ,                                     | 10.0.0.1
            10.0.0.1             | 198.51.100.0/24                       | 10.0.0.1
            10.0.0.1             | *                                     | 10.0.0.1
            10.0.0.1             | 198.51.100                            | 10.0.0.1
            10.0.0.1             | 0xc6336407                            | 10.0.0.1
            10.0.0.1             | [2001:db8::7                          | 10.0.0.1
            10.0.0.1             | evil.example                          | 10.0.0.1
            """, delimiter = '|')
    void the_chain_is_believed_as_far_as_who_wrote_it_is_trusted(String peer, String header, String client) {
        var seen = policy.byXForwarded(peer, header == null ? List.of() : List.of(header), List.of(), List.of());

        assertThat(seen.address()).isEqualTo(client);
    }

    @Test
    void headers_that_come_several_times_are_one_chain() {
        var seen = policy.byXForwarded("10.0.0.1", List.of("6.6.6.6", "198.51.100.7, 10.0.0.2"), List.of(), List.of());

        assertThat(seen.address()).isEqualTo("198.51.100.7");
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            # peer       | X-Forwarded-For        | proto        | host                     | scheme | name
            10.0.0.1     | 198.51.100.7           | https        | app.guichet.example      | https  | app.guichet.example
            10.0.0.1     | 198.51.100.7           | HTTPS        | app.guichet.example:8443 | https  | app.guichet.example:8443
            10.0.0.1     | 198.51.100.7           | -            | -                        | -      | -
            10.0.0.1     | 198.51.100.7           | gopher       | evil.example/path        | -      | -
            10.0.0.1     | 198.51.100.7           | https        | user@evil.example        | https  | -
            10.0.0.1     | 198.51.100.7, 10.0.0.2 | https, http  | a.example, inner         | https  | a.example
            10.0.0.1     | 198.51.100.7           | ftp, https   | evil.example, a.example  | https  | a.example
            203.0.113.9  | 198.51.100.7           | https        | evil.example             | -      | -
            """, delimiter = '|')
    void scheme_and_host_are_those_of_the_outermost_proxy_that_is_trusted(
            String peer, String chain, String proto, String host, String scheme, String name) {
        var seen = policy.byXForwarded(peer, List.of(chain), list(proto), list(host));

        assertThat(seen.scheme()).isEqualTo(Optional.ofNullable(scheme));
        assertThat(seen.host()).isEqualTo(Optional.ofNullable(name));
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", quoteCharacter = '`', textBlock = """
            # peer      | Forwarded                                                          | client       | scheme | host
            10.0.0.1    | for=198.51.100.7                                                   | 198.51.100.7 | -      | -
            10.0.0.1    | For="198.51.100.7:4711";Proto=https;host=a.example;by=10.0.0.1     | 198.51.100.7 | https  | a.example
            10.0.0.1    | for="[2001:db8::7]:4711";proto=https                               | 2001:db8::7  | https  | -
            10.0.0.1    | for=6.6.6.6;proto=http, for=198.51.100.7;proto=https               | 198.51.100.7 | https  | -
            10.0.0.1    | for=198.51.100.7;proto=https, for=10.0.0.2;proto=http              | 198.51.100.7 | https  | -
            10.0.0.1    | for="198.51.100.7, 6.6.6.6"                                        | 10.0.0.1     | -      | -
            10.0.0.1    | for=unknown                                                        | 10.0.0.1     | -      | -
            10.0.0.1    | for=_hidden;proto=https                                            | 10.0.0.1     | https  | -
            10.0.0.1    | for=198.51.100.7;host="evil.example/x"                             | 198.51.100.7 | -      | -
            10.0.0.1    | for=198.51.100.7; what is this                                     | 10.0.0.1     | -      | -
            10.0.0.1    | ;;;                                                                | 10.0.0.1     | -      | -
            10.0.0.1    | for="198.51.100.7                                                  | 10.0.0.1     | -      | -
            203.0.113.9 | for=198.51.100.7;proto=https;host=evil.example                     | 203.0.113.9  | -      | -
            """, delimiter = '|')
    void the_header_of_rfc_7239_is_read_the_same_way(
            String peer, String header, String client, String scheme, String host) {
        var seen = policy.byForwarded(peer, List.of(header));

        assertThat(seen)
                .isEqualTo(new ClientAddress.Seen(client, Optional.ofNullable(scheme), Optional.ofNullable(host)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "for=\"", "for=6.6.6.6;", "for=\"6.6.6.6", ";;;", "", "what is this"})
    void a_header_that_cannot_be_read_hides_nothing_of_what_proxies_wrote_after_it(String garbage) {
        var client = List.of(garbage, "for=198.51.100.7;proto=https, for=10.0.0.3", "for=10.0.0.2");
        var proxies = List.of("for=198.51.100.7", garbage, "for=10.0.0.2");

        assertThat(policy.byForwarded("10.0.0.1", client))
                .isEqualTo(new ClientAddress.Seen("198.51.100.7", Optional.of("https"), Optional.empty()));
        assertThat(policy.byForwarded("10.0.0.1", proxies).address()).isEqualTo("10.0.0.2");
    }

    @Test
    void without_a_trusted_proxy_nobody_is_believed() {
        var nobody = new ClientAddress(TrustedProxies.parse(""));

        assertThat(nobody.byXForwarded("127.0.0.1", List.of("6.6.6.6"), List.of("https"), List.of("evil.example")))
                .isEqualTo(new ClientAddress.Seen("127.0.0.1", Optional.empty(), Optional.empty()));
    }

    @Test
    void a_chain_without_an_end_is_followed_for_a_while_only() {
        var chain = "198.51.100.7, "
                + String.join(
                        ", ",
                        Arrays.asList(new String[5000]).stream()
                                .map(x -> "10.0.0.2")
                                .toList());

        assertThat(policy.byXForwarded("10.0.0.1", List.of(chain), List.of(), List.of())
                        .address())
                .isEqualTo("10.0.0.2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.1/8",
                "10/8",
                "proxy.example",
                "10.0.0.1,",
                "*",
                "10.0.0.1-20",
                "0.0.0.0/0",
                "::/0",
                "true"
            })
    void what_is_no_list_of_proxies_is_named(String list) {
        assertThatThrownBy(() -> TrustedProxies.parse(list))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("«");
    }

    private static List<String> list(String header) {
        return header == null ? List.of() : List.of(header);
    }
}
