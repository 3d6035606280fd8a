package io.guichet.plugin;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PluginConfigTest {

    @Test
    void without_any_setting_plugins_lie_in_the_servers_data_folder() {
        assertThat(PluginConfig.from(config(Map.of())))
                .isEqualTo(new PluginConfig(
                        Path.of("/srv/data/plugins"),
                        Path.of("/srv/data/guichet-plugin-copies"),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10)));
    }

    @Test
    void what_is_set_stands() {
        var config = PluginConfig.from(config(Map.of(
                "guichet.plugins.dir", "/opt/plugins",
                "guichet.plugins.scan-interval", "PT0.5S",
                "guichet.plugins.start-timeout", "PT1M")));

        assertThat(config.folder()).isEqualTo(Path.of("/opt/plugins"));
        assertThat(config.scanInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(config.startTimeout()).isEqualTo(Duration.ofMinutes(1));
    }

    @ParameterizedTest
    @CsvSource({
        "guichet.plugins.scan-interval, 2s",
        "guichet.plugins.scan-interval, PT0S",
        "guichet.plugins.scan-interval, PT-2S",
        "guichet.plugins.start-timeout, bientôt",
        "guichet.plugins.start-timeout, P1D"
    })
    void a_bad_value_stops_the_start_with_its_name(String name, String value) {
        assertThatThrownBy(() -> PluginConfig.from(config(Map.of(name, value))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(name)
                .hasMessageContaining(value);
    }

    @Test
    void a_watched_folder_that_is_missing_is_made(@TempDir Path temp) {
        var config = new PluginConfig(
                temp.resolve("a/plugins"), temp.resolve("copies"), Duration.ofSeconds(2), Duration.ofSeconds(10));

        assertThat(new PluginWiring().directory(config, Clock.systemUTC()).ready())
                .isFalse();
        assertThat(config.folder()).isEmptyDirectory();
    }

    @Test
    void a_watched_folder_that_is_a_file_stops_the_start_with_its_name(@TempDir Path temp) throws Exception {
        var file = Files.createFile(temp.resolve("plugins"));
        var config = new PluginConfig(file, temp.resolve("copies"), Duration.ofSeconds(2), Duration.ofSeconds(10));

        assertThatThrownBy(() -> new PluginWiring().directory(config, Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("guichet.plugins.dir");
    }

    private static Config config(Map<String, String> values) {
        var all = new HashMap<>(values);
        all.put("jboss.server.data.dir", "/srv/data");
        return new MapConfig(all);
    }

    /** Only what is asked of it here. */
    private record MapConfig(Map<String, String> values) implements Config {

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.ofNullable(values.get(name)).map(type::cast);
        }

        @Override
        public <T> T getValue(String name, Class<T> type) {
            return getOptionalValue(name, type).orElseThrow();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            throw new UnsupportedOperationException(type.getName());
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new UnsupportedOperationException(type.getName());
        }
    }
}
