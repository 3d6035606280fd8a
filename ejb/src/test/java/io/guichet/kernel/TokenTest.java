package io.guichet.kernel;

import java.util.HashSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokenTest {

    @Test
    void a_token_is_256_random_bits_behind_its_prefix() {
        var seen = new HashSet<String>();
        for (var i = 0; i < 1_000; i++) {
            var token = Token.random("gk_");
            assertThat(token.text()).matches("gk_[A-Za-z0-9_-]{43}");
            seen.add(token.text());
        }
        assertThat(seen).hasSize(1_000);
    }

    @Test
    void what_is_stored_is_its_sha_256() {
        assertThat(HexFormat.of().formatHex(new Token("abc").hash()))
                .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    @Test
    void it_is_never_printed() {
        var token = Token.random("gk_");

        assertThat(token.toString())
                .doesNotContain(token.text())
                .doesNotContain(token.text().substring(12));
        assertThat("" + token).contains(token.hint());
        assertThat(new Token("").toString()).isEqualTo("Token[…]");
    }
}
