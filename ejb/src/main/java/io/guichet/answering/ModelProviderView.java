package io.guichet.answering;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider of models, and what a tenant set for it.
 *
 * @param provider as it stands before the slash of a model's name
 * @param own whether the tenant has settings of its own; else the platform's are used, where there are any
 * @param settings in the order of the provider's form
 * @param updatedAt null where there are none; the same for who did
 */
public record ModelProviderView(
        String provider,
        boolean own,
        List<Setting> settings,
        @Nullable Instant updatedAt,
        @Nullable String updatedBy) {

    public ModelProviderView {
        settings = List.copyOf(settings);
    }

    /**
     * One field of the form.
     *
     * @param type {@code text}, {@code integer}, {@code decimal}, {@code boolean}, {@code url} or {@code choice}
     * @param isSet whether the tenant set it
     * @param value what the tenant set; never a secret
     */
    public record Setting(
            String name,
            String label,
            String type,
            boolean required,
            boolean secret,
            @Nullable String defaultValue,
            List<String> choices,
            boolean isSet,
            @Nullable String value) {

        public Setting {
            choices = List.copyOf(choices);
        }
    }
}
