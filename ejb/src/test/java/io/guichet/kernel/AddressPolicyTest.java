package io.guichet.kernel;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class AddressPolicyTest {

    private final AddressPolicy production = new AddressPolicy(false);
    private final AddressPolicy development = new AddressPolicy(true);

    @ParameterizedTest
    @CsvSource(textBlock = """
            0.0.0.0, unspecified
            0.1.2.3, unspecified
            10.0.0.1, private
            10.255.255.255, private
            100.64.0.1, shared (carrier-grade NAT)
            100.127.255.255, shared (carrier-grade NAT)
            127.0.0.1, loopback
            127.255.255.254, loopback
            169.254.0.1, link-local
            169.254.169.254, metadata service
            168.63.129.16, metadata service
            172.16.0.1, private
            172.31.255.255, private
            192.0.0.1, reserved
            192.0.0.192, reserved
            192.0.2.1, documentation
            192.88.99.1, 6to4 relay
            192.168.1.1, private
            198.18.0.1, benchmarking
            198.19.255.255, benchmarking
            198.51.100.7, documentation
            203.0.113.9, documentation
            224.0.0.1, multicast
            239.255.255.255, multicast
            240.0.0.1, reserved
            255.255.255.255, reserved
            ::, unspecified
            ::1, loopback
            ::7f00:1, IPv4-compatible
            ::10.0.0.1, IPv4-compatible
            64:ff9b::10.0.0.1, NAT64 of private
            64:ff9b::7f00:1, NAT64 of loopback
            64:ff9b::a9fe:a9fe, NAT64 of metadata service
            64:ff9b:1::1, NAT64 of a local network
            100::1, discarded
            2001::1, Teredo
            2001:0:a00:1::1, Teredo
            2001:10::1, reserved
            2001:db8::1, documentation
            2002:a00:1::1, 6to4
            2002:808:808::1, 6to4
            2a01:e0a:1:1:0:5efe:a00:1, ISATAP of private
            2a01:e0a:1:1:200:5efe:7f00:1, ISATAP of loopback
            3fff::1, documentation
            4000::1, not a public address
            5f00::1, not a public address
            fc00::1, private
            fd12:3456::1, private
            fd00:ec2::254, metadata service
            fd20:ce::254, metadata service
            fe80::1, link-local
            fec0::1, site-local
            ff02::1, multicast
            """)
    void an_address_that_is_not_the_public_internets_is_refused(String address, String what)
            throws UnknownHostException {
        assertThat(production.refusal(InetAddress.getByName(address))).contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "64:ff9b::8.8.8.8",
                "2001:200::1",
                "2001:4860:4860::8888",
                "2606:4700:4700::1111",
                "2a01:e0a::1"
            })
    void a_public_address_is_allowed(String address) throws UnknownHostException {
        assertThat(production.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            127.0.0.1, loopback
            127.1, loopback
            127.0.1, loopback
            2130706433, loopback
            0x7f000001, loopback
            0x7f.0.0.1, loopback
            0177.0.0.1, loopback
            0x7f.1, loopback
            127.0.0.1., loopback
            0, unspecified
            10.1, private
            0xa9fea9fe, metadata service
            2852039166, metadata service
            0251.0376.0251.0376, metadata service
            169.254.43518, metadata service
            3232235777, private
            [::1], loopback
            [0:0:0:0:0:0:0:1], loopback
            [::ffff:127.0.0.1], IPv4-mapped
            [::ffff:7f00:1], IPv4-mapped
            [::ffff:8.8.8.8], IPv4-mapped
            [fd00:ec2::254], metadata service
            [fe80::1%25eth0], link-local
            """)
    void every_spelling_of_an_address_is_the_same_address(String spelling, String what) {
        var literal = AddressPolicy.literal(spelling);

        assertThat(literal).isPresent();
        assertThat(production.refusal(literal.get())).contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example.com", "127.0.0.1.nip.io", "x7f.example", "*", "10.0.0.0/8", "1-2.3.4.5", "localhost"})
    void the_name_of_a_host_is_no_address(String name) {
        assertThat(AddressPolicy.literal(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.9.9.9", "::1"})
    void development_allows_the_machine_itself(String address) throws UnknownHostException {
        assertThat(development.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "192.168.0.1", "169.254.169.254", "0.0.0.0", "::", "fe80::1"})
    void development_allows_no_other_private_address(String address) throws UnknownHostException {
        assertThat(development.refusal(InetAddress.getByName(address))).isPresent();
    }

    @Test
    void a_mapped_address_that_java_unwraps_is_judged_by_what_is_inside() throws UnknownHostException {
        assertThat(production.refusal(InetAddress.getByName("::ffff:10.0.0.1"))).contains("private");
    }
}
