package io.guichet.throttle;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What is counted as one place of the internet. */
class NetworksTest {

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
        "2001:db8:1:2::1, 2001:db8:1:2::/64",
        "2001:db8:1:3::1, 2001:db8:1:3::/64",
        "::ffff:203.0.113.7, 203.0.113.7",
        "0:0:0:0:0:0:0:1, ::/64",
        "fe80::1%eth0, fe80::/64",
        "unknown, unknown"
    })
    void an_ipv6_customer_has_64_bits_and_an_ipv4_customer_an_address(String address, String network) {
        assertThat(Networks.of(address)).isEqualTo(network);
    }
}
