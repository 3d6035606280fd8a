package io.guichet.testkit;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import java.util.HashMap;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of the settings of any provider. */
final class ProviderSettings {

    private ProviderSettings() {}

    static void areWellFormed(List<ConfigProperty> properties, Settings settings) {
        assertThat(properties).extracting(ConfigProperty::name).doesNotHaveDuplicates();
        assertThat(properties)
                .allSatisfy(property -> assertThat(property.label()).isNotBlank());
        assertThat(properties)
                .as("a secret has no default")
                .allMatch(property -> !property.secret() || property.defaultValue() == null);
        assertThat(properties)
                .as("the settings of the test hold all that is required")
                .allMatch(property ->
                        !property.required() || settings.get(property.name()).isPresent());
        assertThat(settings.values().keySet())
                .as("settings that no form shows")
                .isSubsetOf(properties.stream().map(ConfigProperty::name).toList());
    }

    /** What nobody may ever read of these settings. */
    static List<String> secrets(List<ConfigProperty> properties, Settings settings) {
        return properties.stream()
                .filter(ConfigProperty::secret)
                .flatMap(property -> settings.get(property.name()).stream())
                .toList();
    }

    static Settings withoutSecrets(List<ConfigProperty> properties, Settings settings) {
        var values = new HashMap<>(settings.values());
        properties.stream().filter(ConfigProperty::secret).forEach(property -> values.remove(property.name()));
        return new Settings(values);
    }
}
