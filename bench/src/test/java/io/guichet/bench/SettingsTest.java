package io.guichet.bench;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsTest {

    private static final Map<String, String> HERE = Map.of(
            "GUICHET_HTTP_PORT", "8080",
            "GUICHET_DB_URL", "jdbc:postgresql://127.0.0.1:15432/guichet",
            "GUICHET_DB_USER", "app",
            "GUICHET_DB_PASSWORD", "secret",
            "GUICHET_DB_OWNER_USER", "owner",
            "GUICHET_DB_OWNER_PASSWORD", "secret",
            "GUICHET_DEMO_FILE", "demo.json",
            "GUICHET_STATE", "state");

    @Test
    void a_bench_loads_this_machine_alone() {
        var elsewhere = new HashMap<>(HERE);
        elsewhere.put("GUICHET_DB_URL", "jdbc:postgresql://192.0.2.1:5432/guichet");

        assertThatThrownBy(() -> Settings.of("accept", List.of(), elsewhere)).hasMessageContaining("another machine");
    }

    @Test
    void options_are_numbers_in_their_range() {
        assertThat(Settings.of("accept", List.of("rounds=2"), HERE).rounds()).isEqualTo(2);
        assertThatThrownBy(() -> Settings.of("accept", List.of("rounds=5000"), HERE))
                .hasMessageContaining("1 to 50");
        assertThatThrownBy(() -> Settings.of("accept", List.of("round=2"), HERE))
                .hasMessageContaining("no option");
        assertThatThrownBy(() -> Settings.of("accept", List.of("faster"), HERE)).hasMessageContaining("no option");
    }

    @Test
    void passwords_are_not_printed() {
        assertThat(Settings.of("accept", List.of(), HERE).toString()).doesNotContain("secret");
    }
}
