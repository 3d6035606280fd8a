package io.guichet.answering;

import io.guichet.answering.models.ModelCredentials;
import io.guichet.answering.models.ModelMeter;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.FieldErrors;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.PlainText;
import io.guichet.kernel.ProblemCode;
import io.guichet.plugin.Plugins;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.model.ModelFiles;
import io.guichet.spi.model.ModelProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** With whose keys a tenant's agents ask models, and what that cost. */
@ApplicationScoped
public class TenantModels {

    private static final int LONGEST = 2_000;
    private static final int MOST_DAYS = 92;
    private static final long MOST_MICROS = 1_000_000_000_000L;

    @Inject
    Plugins plugins;

    @Inject
    ModelCredentials credentials;

    @Inject
    ModelMeter meter;

    @Inject
    GuardedHttpClient http;

    /** Every provider that this platform has, by name. */
    public List<ModelProviderView> providers(CallContext context) {
        var kept = credentials.all(context).stream()
                .collect(Collectors.toMap(ModelCredentials.Kept::provider, each -> each));
        return plugins.modelProviders().stream()
                .flatMap(name -> plugins.modelProvider(name).stream())
                .map(provider -> view(provider, kept.get(provider.name())))
                .toList();
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} where there is no such provider
     */
    public ModelProviderView provider(CallContext context, String name) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var provider = required(name);
        var kept = credentials.all(context).stream()
                .filter(each -> each.provider().equals(name))
                .findFirst();
        return view(provider, kept.orElse(null));
    }

    /**
     * Keeps a tenant's own settings of a provider, all of them anew.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} where there is no such provider; {@link
     *     ProblemCode#INVALID_FIELDS}; {@link ProblemCode#UNREACHABLE_URL} for a server that is never called
     */
    public ModelProviderView set(CallContext context, String name, @Nullable Map<String, @Nullable String> wanted) {
        context.require(Permission.MANAGE_DEPLOYMENTS);
        var provider = required(name);
        var properties = provider.settings();
        var settings = checked(properties, wanted == null ? Map.of() : wanted);
        properties.stream()
                .filter(property -> property.type() == ConfigProperty.Type.URL)
                .flatMap(property -> Optional.ofNullable(settings.get(property.name())).stream())
                .forEach(http::requireAllowed);
        credentials.replace(context, name, settings);
        return provider(context, name);
    }

    /**
     * Forgets a tenant's own settings, also of a provider that is gone.
     *
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} where there are none
     */
    public void remove(CallContext context, String name) {
        if (!credentials.remove(context, name)) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "You have no settings of this provider.");
        }
    }

    /**
     * What models did and cost.
     *
     * @param days how many, today included; null for 30
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} where it is not 1 to 92
     */
    public ModelUsage usage(CallContext context, @Nullable Integer days) {
        var wanted = days == null ? 30 : days;
        new FieldErrors()
                .check(wanted >= 1 && wanted <= MOST_DAYS, "days", "is 1 to " + MOST_DAYS)
                .throwIfAny();
        return meter.usage(context, wanted);
    }

    /**
     * Says what a tenant's models may cost in a day, for those who run the platform.
     *
     * @param dailyMicros millionths of a euro, or null for what the configuration says
     * @throws GuichetException {@link ProblemCode#INVALID_FIELDS} where it is less than nothing, or more than a million euros
     */
    public ModelUsage setCeiling(CallContext context, @Nullable Long dailyMicros) {
        new FieldErrors()
                .check(
                        dailyMicros == null || (dailyMicros >= 0 && dailyMicros <= MOST_MICROS),
                        "daily_ceiling_micros",
                        "is 0 to " + MOST_MICROS)
                .throwIfAny();
        meter.setCeiling(context, dailyMicros);
        return meter.usage(context, 1);
    }

    private ModelProvider required(String name) {
        return plugins.modelProvider(name)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such provider."));
    }

    private static Map<String, String> checked(List<ConfigProperty> properties, Map<String, @Nullable String> wanted) {
        var errors = new FieldErrors();
        var known = properties.stream().collect(Collectors.toMap(ConfigProperty::name, each -> each));
        var settings = new HashMap<String, String>();
        wanted.forEach((name, value) -> {
            var property = known.get(name);
            var field = "settings." + (PlainText.isAtMost(name, 64) ? name : "…");
            errors.check(property != null, field, "is no setting of this provider");
            errors.check(!ModelFiles.SETTINGS.contains(name), field, "is set by whoever runs the platform");
            if (property != null) {
                errors.check(value != null && fits(property, value), field, "is not " + expected(property));
                if (value != null) {
                    settings.put(name, value.strip());
                }
            }
        });
        for (var property : properties) {
            errors.check(
                    !property.required() || property.defaultValue() != null || wanted.containsKey(property.name()),
                    "settings." + property.name(),
                    "is missing");
        }
        errors.throwIfAny();
        return settings;
    }

    private static boolean fits(ConfigProperty property, String value) {
        if (value.isBlank() || !PlainText.isAtMost(value, LONGEST) || !PlainText.isClean(value, false)) {
            return false;
        }
        return switch (property.type()) {
            case TEXT, URL -> true;
            case INTEGER -> value.strip().matches("-?\\d{1,9}");
            case DECIMAL -> isDecimal(value.strip());
            case BOOLEAN -> value.strip().equals("true") || value.strip().equals("false");
            case CHOICE -> property.choices().contains(value.strip());
        };
    }

    private static boolean isDecimal(String value) {
        return value.length() <= 30 && value.matches("-?\\d+(\\.\\d+)?") && new BigDecimal(value).scale() < 30;
    }

    private static String expected(ConfigProperty property) {
        return switch (property.type()) {
            case TEXT -> "a line of at most " + LONGEST + " characters";
            case URL -> "a URL";
            case INTEGER -> "a whole number";
            case DECIMAL -> "a number";
            case BOOLEAN -> "true or false";
            case CHOICE -> "one of " + property.choices();
        };
    }

    private static ModelProviderView view(ModelProvider provider, ModelCredentials.@Nullable Kept kept) {
        var values = kept == null ? Map.<String, String>of() : kept.settings();
        return new ModelProviderView(
                provider.name(),
                kept != null,
                provider.settings().stream()
                        .filter(property -> !ModelFiles.SETTINGS.contains(property.name()))
                        .map(property -> setting(property, values.get(property.name())))
                        .toList(),
                kept == null ? null : kept.updatedAt(),
                kept == null ? null : kept.updatedBy());
    }

    private static ModelProviderView.Setting setting(ConfigProperty property, @Nullable String value) {
        return new ModelProviderView.Setting(
                property.name(),
                property.label(),
                property.type().name().toLowerCase(Locale.ROOT),
                property.required(),
                property.secret(),
                property.defaultValue(),
                property.choices(),
                value != null,
                property.secret() ? null : value);
    }
}
