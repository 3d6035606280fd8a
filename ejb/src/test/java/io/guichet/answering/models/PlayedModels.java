package io.guichet.answering.models;

import io.guichet.plugin.Plugins;
import io.guichet.spi.model.ModelProvider;
import io.guichet.testing.MovingClock;
import io.guichet.testing.Wiring;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** Two providers that a test plays: {@code paid}, which needs a key and costs something, and {@code free}. */
final class PlayedModels {

    final PlayedProvider paid = new PlayedProvider("paid", true);
    final PlayedProvider free = new PlayedProvider("free", false);
    final Map<String, String> platform = new HashMap<>();
    final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    final Wiring wiring;
    boolean gone;

    PlayedModels() {
        wiring = new Wiring()
                .with(Clock.class, clock)
                .with(Plugins.class, new Offered())
                .with(Config.class, new Told())
                .configured("guichet.profile", "dev")
                .configured("guichet.models.prices", "paid/*=1/10")
                .configured("guichet.models.daily-ceiling", "0.01")
                .configured("guichet.models.default-provider", "free");
        platform.put("guichet.models.paid.base_url", "https://paid.example.fr");
        platform.put("guichet.models.paid.api_key", "key-of-the-platform");
        platform.put("guichet.models.free.base_url", "https://free.example.fr");
    }

    private final class Offered extends Plugins {
        @Override
        public Optional<ModelProvider> modelProvider(String name) {
            if (gone) {
                return Optional.empty();
            }
            return switch (name) {
                case "paid" -> Optional.of(paid);
                case "free" -> Optional.of(free);
                default -> Optional.empty();
            };
        }

        @Override
        public List<String> modelProviders() {
            return gone ? List.of() : List.of("free", "paid");
        }
    }

    private final class Told implements Config {
        @Override
        public <T> T getValue(String name, Class<T> type) {
            return getOptionalValue(name, type).orElseThrow();
        }

        @Override
        public ConfigValue getConfigValue(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
            return Optional.ofNullable(platform.get(name)).map(type::cast);
        }

        @Override
        public Iterable<String> getPropertyNames() {
            return platform.keySet();
        }

        @Override
        public Iterable<ConfigSource> getConfigSources() {
            return List.of();
        }

        @Override
        public <T> Optional<Converter<T>> getConverter(Class<T> type) {
            return Optional.empty();
        }

        @Override
        public <T> T unwrap(Class<T> type) {
            throw new IllegalArgumentException(type.getName());
        }
    }
}
