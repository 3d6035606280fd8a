package io.guichet.agent;

import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.Lately;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which configuration a deployment works with, and why. In the mode {@code internal} it is the agent's; in {@code shared}
 * only branding and the welcome come from the deployment; in {@code dedicated} every key of the overlay that the agent
 * allows. Both collections are searched. The agent's limits hold for every level.
 *
 * @see "docs/white-label.md"
 */
final class ConfigurationResolver {

    static final String PLATFORM = "platform";
    static final String AGENT = "agent";
    static final String DEPLOYMENT = "deployment";

    static final BigDecimal TEMPERATURE = new BigDecimal("0.7");
    static final int MAX_TOKENS = 1_024;
    static final int CONTEXT_WINDOW = 10;

    private static final int MOST_REMEMBERED = 1_000;

    /** Conversations begin far more often than configurations change. */
    private static final Cache<Levels, ResolvedConfiguration> LATELY = Lately.atMost(MOST_REMEMBERED);

    private final Master master;
    private final Map<OverlayKey, Object> taken = new EnumMap<>(OverlayKey.class);
    private final Map<String, String> sources = new LinkedHashMap<>();
    private final List<ResolvedConfiguration.Note> notes = new ArrayList<>();

    private ConfigurationResolver(Master master) {
        this.master = master;
    }

    /**
     * @param mode {@code internal}, {@code shared} or {@code dedicated}
     * @param rateLimitPerIp what the deployment asks for, requests a minute
     */
    static ResolvedConfiguration resolve(Master master, String mode, ConfigOverlay overlay, int rateLimitPerIp) {
        return LATELY.get(
                new Levels(master, mode, overlay, rateLimitPerIp),
                asked -> new ConfigurationResolver(asked.master)
                        .resolved(asked.mode, asked.overlay.said(), asked.rateLimitPerIp));
    }

    /** Whether the deployment's branding is shown. */
    static boolean takesBranding(Master master, String mode) {
        return master.whitelabelEnabled() && !mode.equals("internal");
    }

    /** Requests a minute from one address: what was asked for, no lower than the agent's floors. */
    static int rateLimit(Master master, int asked) {
        return Stream.of(master.grants().minRateLimit(), master.limits().minRateLimitPerIp())
                .filter(Objects::nonNull)
                .reduce(asked, Math::max);
    }

    private ResolvedConfiguration resolved(String mode, Map<OverlayKey, Object> overlay, int askedRate) {
        overlay.forEach((key, value) -> refusal(mode, key)
                .ifPresentOrElse(reason -> note(key.code(), "not_taken", reason), () -> taken.put(key, value)));
        var name = required(OverlayKey.NAME, master.name());
        var description = text(OverlayKey.DESCRIPTION, master.description());
        var prompt = prompt();
        var welcome = required(OverlayKey.WELCOME_MESSAGE, master.welcomeMessage());
        var placeholder = required(OverlayKey.PLACEHOLDER, master.placeholder());
        var model = text(OverlayKey.MODEL, master.model());
        var fallback = text(OverlayKey.FALLBACK_MODEL, master.fallbackModel());
        var host = text(OverlayKey.MODEL_HOST, master.modelHost());
        return new ResolvedConfiguration(
                name,
                description,
                prompt,
                welcome,
                placeholder,
                model,
                fallback,
                temperature(),
                tokens(),
                window(),
                host,
                collections(),
                rate(askedRate),
                sources,
                notes);
    }

    private Optional<String> refusal(String mode, OverlayKey key) {
        return switch (mode) {
            case "shared" -> {
                if (!master.whitelabelEnabled()) {
                    yield Optional.of("the agent is not offered under other brands");
                }
                yield key == OverlayKey.WELCOME_MESSAGE
                        ? Optional.empty()
                        : Optional.of("in shared mode only branding and welcome_message are the deployment's");
            }
            case "dedicated" -> {
                if (!master.whitelabelEnabled()) {
                    yield Optional.of("the agent is not offered under other brands");
                }
                yield key.missing(master.grants()).map(grant -> "the agent does not allow it: " + grant + " is false");
            }
            default -> Optional.of("in internal mode nothing is the deployment's");
        };
    }

    private String prompt() {
        var replace = (String) taken.get(OverlayKey.SYSTEM_PROMPT_REPLACE);
        var append = (String) taken.get(OverlayKey.SYSTEM_PROMPT_APPEND);
        sources.put(
                "system_prompt",
                replace != null || append != null ? DEPLOYMENT : master.systemPrompt() == null ? PLATFORM : AGENT);
        if (replace != null && append != null) {
            note(OverlayKey.SYSTEM_PROMPT_APPEND.code(), "not_taken", "system_prompt_replace stands instead");
        }
        var parts = replace != null
                ? Stream.of(replace, PromptPolicy.DISCLOSURE)
                : Stream.of(master.systemPrompt(), append, PromptPolicy.DISCLOSURE);
        return String.join(
                "\n\n", parts.filter(Objects::nonNull).filter(p -> !p.isBlank()).toList());
    }

    private BigDecimal temperature() {
        var asked = value(OverlayKey.TEMPERATURE, master.temperature(), TEMPERATURE);
        var clamped = master.limits().clamped(asked);
        noteClamped(OverlayKey.TEMPERATURE, asked.compareTo(clamped) == 0, asked, clamped);
        return clamped;
    }

    private int tokens() {
        var asked = value(OverlayKey.MAX_TOKENS, master.maxTokens(), MAX_TOKENS);
        var clamped = master.limits().clampedTokens(asked);
        noteClamped(OverlayKey.MAX_TOKENS, asked == clamped, asked, clamped);
        return clamped;
    }

    private int window() {
        var asked = value(OverlayKey.CONTEXT_WINDOW_SIZE, master.contextWindowSize(), CONTEXT_WINDOW);
        var clamped = master.limits().clampedWindow(asked);
        noteClamped(OverlayKey.CONTEXT_WINDOW_SIZE, asked == clamped, asked, clamped);
        return clamped;
    }

    private int rate(int asked) {
        var rate = rateLimit(master, asked);
        sources.put("rate_limit_per_ip", rate == asked ? DEPLOYMENT : AGENT);
        if (rate != asked) {
            note("rate_limit_per_ip", "clamped", "the agent's limits make " + rate + " of " + asked);
        }
        return rate;
    }

    private List<String> collections() {
        var own = (String) taken.get(OverlayKey.DEDICATED_COLLECTION);
        var searched = new LinkedHashSet<String>();
        if (master.collection() != null) {
            searched.add(master.collection());
        }
        if (own != null) {
            searched.add(own);
        }
        sources.put("collections", own != null ? DEPLOYMENT : searched.isEmpty() ? PLATFORM : AGENT);
        return List.copyOf(searched);
    }

    private String required(OverlayKey key, String agents) {
        return Objects.requireNonNull(text(key, agents));
    }

    private @Nullable String text(OverlayKey key, @Nullable String agents) {
        var own = (String) taken.get(key);
        sources.put(key.code(), own != null ? DEPLOYMENT : agents != null ? AGENT : PLATFORM);
        return own != null ? own : agents;
    }

    @SuppressWarnings("unchecked")
    private <T> T value(OverlayKey key, @Nullable T agents, T platforms) {
        var own = (T) taken.get(key);
        sources.put(key.code(), own != null ? DEPLOYMENT : agents != null ? AGENT : PLATFORM);
        if (own != null) {
            return own;
        }
        return agents != null ? agents : platforms;
    }

    private void noteClamped(OverlayKey key, boolean within, Object asked, Object clamped) {
        if (!within) {
            note(key.code(), "clamped", "the agent's limits make " + clamped + " of " + asked);
        }
    }

    private void note(String key, String outcome, String reason) {
        notes.add(new ResolvedConfiguration.Note(key, outcome, reason));
    }

    /** All that a configuration follows from. */
    private record Levels(Master master, String mode, ConfigOverlay overlay, int rateLimitPerIp) {}
}
