package io.guichet.api;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Which paths mean one thing only. */
class PlainPathTest {

    @ParameterizedTest
    @ValueSource(strings = {"/api/widget;x/v1/init", "/api/widget/v1/init;", "/api;a=b/me", "/api/client/users/%00;"})
    void a_path_has_no_parameters(String raw) {
        assertThat(isPlain(raw)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%00b", "a%0Ab", "%1f", "%7F", "%C2%80"})
    void an_id_has_no_control_characters(String id) {
        assertThat(isPlain("/api/client/users/" + id)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DUR-001", "a%3Bb", "a%2Fb", "%C3%A9t%C3%A9", "a%20b", "a/"})
    void any_other_id_is_looked_for(String id) {
        assertThat(isPlain("/api/client/users/" + id)).isTrue();
    }

    private static boolean isPlain(String raw) {
        return PlainPath.isPlain(raw, URLDecoder.decode(raw, StandardCharsets.UTF_8));
    }
}
