package io.guichet.answering.models;

import io.guichet.kernel.CallContext;
import io.guichet.plugin.Plugins;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.ModelProvider;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the models of a choice, and with whose settings each is asked. Where the tenant chose the server, with the
 * tenant's own and never with the platform's; where the agent chose it, with the platform's; else with the tenant's own
 * where there are any.
 */
@ApplicationScoped
class Targets {

    @Inject
    Plugins plugins;

    @Inject
    ModelCredentials credentials;

    @Inject
    ModelsConfig config;

    /** A model by name, and who offers it. */
    record Named(String provider, String model) {}

    /** Whether a choice, or the platform where that says nothing, names any model at all. */
    boolean names(ModelChoice choice) {
        return first(choice).isPresent() || second(choice).isPresent();
    }

    private Optional<Named> first(ModelChoice choice) {
        return named(choice.model() == null ? config.defaultModel : Optional.of(choice.model()));
    }

    private Optional<Named> second(ModelChoice choice) {
        return named(choice.fallbackModel() == null ? config.fallbackModel : Optional.of(choice.fallbackModel()));
    }

    /** The model of a choice and its fallback, as far as they are configured, each once. */
    List<Target> of(CallContext context, ModelChoice choice) {
        var first = first(choice);
        var second = second(choice);
        var targets = new ArrayList<Target>();
        first.flatMap(model -> target(context, model, choice.host(), choice.hostOfTenant()))
                .ifPresent(targets::add);
        second.filter(model -> !first.equals(second))
                .flatMap(model -> {
                    // A server speaks one provider's language: a fallback of another one is elsewhere.
                    var same = first.isEmpty() || first.get().provider().equals(model.provider());
                    return target(context, model, same ? choice.host() : null, same && choice.hostOfTenant());
                })
                .ifPresent(targets::add);
        return targets;
    }

    /**
     * A model of the platform's own, for what is no tenant's.
     *
     * @param besides settings that stand instead of those of the configuration; a provider is given them even where its
     *     own do not name them
     */
    Optional<Target> ofThePlatform(String model, Map<String, String> besides) {
        return named(Optional.of(model))
                .flatMap(named -> plugins.modelProvider(named.provider()).flatMap(provider -> {
                    var settings = new HashMap<>(platforms(provider, null));
                    settings.putAll(besides);
                    return target(provider, named.model(), settings, null);
                }));
    }

    private Optional<Named> named(Optional<String> model) {
        return model.map(String::strip).filter(name -> !name.isEmpty()).map(name -> {
            var slash = name.indexOf('/');
            return slash > 0 && plugins.modelProvider(name.substring(0, slash)).isPresent()
                    ? new Named(name.substring(0, slash), name.substring(slash + 1))
                    : new Named(config.defaultProvider, name);
        });
    }

    private Optional<Target> target(CallContext context, Named named, @Nullable String host, boolean hostOfTenant) {
        return plugins.modelProvider(named.provider()).flatMap(provider -> {
            if (host != null && !hostOfTenant) {
                return target(provider, named.model(), platforms(provider, host), null);
            }
            var own = credentials.of(context, named.provider());
            if (host != null || own.isPresent()) {
                return target(provider, named.model(), completed(provider, own.orElse(Map.of()), host), context);
            }
            return target(provider, named.model(), platforms(provider, null), null);
        });
    }

    private Map<String, String> platforms(ModelProvider provider, @Nullable String host) {
        var set = new HashMap<String, String>();
        for (var property : provider.settings()) {
            config.setting(provider.name(), property.name())
                    .filter(value -> !value.isBlank())
                    .ifPresent(value -> set.put(property.name(), value));
        }
        return completed(provider, set, host);
    }

    private static Map<String, String> completed(
            ModelProvider provider, Map<String, String> set, @Nullable String host) {
        var whole = new HashMap<String, String>();
        for (var property : provider.settings()) {
            var value = set.getOrDefault(property.name(), property.defaultValue());
            if (value != null) {
                whole.put(property.name(), value);
            }
        }
        if (host != null && takesHost(provider)) {
            whole.put(ModelProvider.BASE_URL, host);
        }
        return whole;
    }

    private static boolean takesHost(ModelProvider provider) {
        return provider.settings().stream().anyMatch(property -> property.name().equals(ModelProvider.BASE_URL));
    }

    /**
     * @param owner whose settings these are, or null for the platform's
     */
    private static Optional<Target> target(
            ModelProvider provider, String model, Map<String, String> settings, @Nullable CallContext owner) {
        var complete = provider.settings().stream()
                .filter(ConfigProperty::required)
                .allMatch(property -> settings.containsKey(property.name()));
        if (!complete || model.isBlank()) {
            return Optional.empty();
        }
        var circuit = provider.name() + " " + server(settings.getOrDefault(ModelProvider.BASE_URL, ""))
                + (owner == null ? "" : " " + owner.tenant());
        return Optional.of(new Target(provider, model, new Settings(settings), owner != null, owner == null, circuit));
    }

    private static String server(String url) {
        try {
            return String.valueOf(URI.create(url).getAuthority()).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "no server";
        }
    }
}
