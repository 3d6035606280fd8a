package io.guichet.agent;

import io.guichet.kernel.Json;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConfigurationResolverTest {

    private static final String PROMPT = "Tu es l'expert du bâtiment.";

    /** The columns after the key: internal, shared, dedicated without the permission, dedicated with it. */
    @ParameterizedTest
    @CsvSource({
        "SYSTEM_PROMPT_APPEND,  system_prompt,       no, no,  no,  yes",
        "SYSTEM_PROMPT_REPLACE, system_prompt,       no, no,  no,  yes",
        "NAME,                  name,                no, no,  yes, yes",
        "DESCRIPTION,           description,         no, no,  yes, yes",
        "WELCOME_MESSAGE,       welcome_message,     no, yes, yes, yes",
        "PLACEHOLDER,           placeholder,         no, no,  yes, yes",
        "MODEL,                 model,               no, no,  no,  yes",
        "FALLBACK_MODEL,        fallback_model,      no, no,  no,  yes",
        "TEMPERATURE,           temperature,         no, no,  yes, yes",
        "MAX_TOKENS,            max_tokens,          no, no,  yes, yes",
        "CONTEXT_WINDOW_SIZE,   context_window_size, no, no,  yes, yes",
        "MODEL_HOST,            model_host,          no, no,  no,  yes",
        "DEDICATED_COLLECTION,  collections,         no, no,  no,  yes"
    })
    void what_is_taken_from_a_deployment(
            OverlayKey key, String shown, String internal, String shared, String refused, String granted) {
        assertThat(taken(key, shown, "internal", true, WhitelabelConfig.NOTHING))
                .isEqualTo(internal);
        assertThat(taken(key, shown, "internal", true, all())).isEqualTo("no");
        assertThat(taken(key, shown, "shared", true, WhitelabelConfig.NOTHING)).isEqualTo(shared);
        assertThat(taken(key, shown, "shared", true, all())).isEqualTo(shared);
        assertThat(taken(key, shown, "dedicated", true, WhitelabelConfig.NOTHING))
                .isEqualTo(refused);
        assertThat(taken(key, shown, "dedicated", true, all())).isEqualTo(granted);
        assertThat(taken(key, shown, "dedicated", false, all())).isEqualTo("no");
        assertThat(taken(key, shown, "shared", false, all())).isEqualTo("no");
    }

    /** Each permission opens its own keys and no others. */
    @ParameterizedTest
    @CsvSource({
        "true,  false, false, SYSTEM_PROMPT_APPEND SYSTEM_PROMPT_REPLACE",
        "false, true,  false, DEDICATED_COLLECTION",
        "false, false, true,  MODEL FALLBACK_MODEL MODEL_HOST"
    })
    void a_permission_opens_its_own_keys(boolean prompt, boolean rag, boolean model, String opened) {
        var grants = new WhitelabelConfig(prompt, rag, model, false, null, null);

        assertThat(List.of(OverlayKey.values()).stream()
                        .filter(k -> k.missing(WhitelabelConfig.NOTHING).isPresent())
                        .filter(k -> k.missing(grants).isEmpty())
                        .map(OverlayKey::name)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(opened);
    }

    @ParameterizedTest
    @EnumSource(OverlayKey.class)
    void what_is_not_taken_is_explained(OverlayKey key) {
        var resolved = resolve("internal", only(key), master(true, all(), AgentLimits.NONE));

        assertThat(resolved.notes()).singleElement().satisfies(note -> {
            assertThat(note.key()).isEqualTo(key.code());
            assertThat(note.outcome()).isEqualTo("not_taken");
            assertThat(note.reason()).contains("internal");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "inherit, false, false, agent",
        "append,  true,  false, deployment",
        "replace, false, true,  deployment",
        "both,    true,  true,  deployment"
    })
    void the_prompt_is_inherited_appended_to_or_replaced(String name, boolean append, boolean replace, String level) {
        var overlay = overlay(append ? "Parle de LogicielX." : null, replace ? "Tu vends des logiciels." : null);

        var resolved = resolve("dedicated", overlay, master(true, all(), AgentLimits.NONE));

        var expected = replace ? "Tu vends des logiciels." : append ? PROMPT + "\n\nParle de LogicielX." : PROMPT;
        assertThat(resolved.systemPrompt()).isEqualTo(expected + "\n\n" + PromptPolicy.DISCLOSURE);
        assertThat(resolved.sources()).containsEntry("system_prompt", level);
        assertThat(resolved.notes()).hasSize(append && replace ? 1 : 0);
    }

    @Test
    void the_disclosure_closes_every_prompt() {
        for (var mode : List.of("internal", "shared", "dedicated")) {
            assertThat(resolve(mode, overlay(null, "Autre."), master(true, all(), AgentLimits.NONE))
                            .systemPrompt())
                    .endsWith(PromptPolicy.DISCLOSURE);
        }
    }

    @Test
    void both_collections_are_searched() {
        var resolved = resolve(
                "dedicated",
                ConfigOverlay.NOTHING.withCollection("btp_logicielx"),
                master(true, all(), AgentLimits.NONE));

        assertThat(resolved.collections()).containsExactly("btp_common", "btp_logicielx");
        assertThat(resolve("shared", ConfigOverlay.NOTHING.withCollection("x"), master(true, all(), AgentLimits.NONE))
                        .collections())
                .containsExactly("btp_common");
    }

    @ParameterizedTest
    @CsvSource({
        "0.05, 0.1,  1,    true",
        "0.1,  0.1,  2000, false",
        "1.5,  1.5,  2000, false",
        "1.9,  1.5,  9000, true",
        "0.6,  0.6,  1500, false"
    })
    void nothing_crosses_the_limits_of_the_agent(BigDecimal temperature, BigDecimal used, int tokens, boolean clamped) {
        var limits = new AgentLimits(30, new BigDecimal("0.1"), new BigDecimal("1.5"), 2_000, 20);
        var overlay =
                new ConfigOverlay(null, null, null, null, null, null, null, null, temperature, tokens, 500, null, null);

        var resolved = resolve("dedicated", overlay, master(true, all(), limits));

        assertThat(resolved.temperature()).isEqualByComparingTo(used);
        assertThat(resolved.maxTokens()).isEqualTo(Math.min(tokens, 2_000));
        assertThat(resolved.contextWindowSize()).isEqualTo(20);
        assertThat(resolved.notes().stream()
                        .filter(n -> n.key().equals("temperature"))
                        .count())
                .isEqualTo(clamped ? 1 : 0);
        assertThat(resolved.notes()).anySatisfy(n -> {
            assertThat(n.key()).isEqualTo("context_window_size");
            assertThat(n.outcome()).isEqualTo("clamped");
        });
    }

    /** Two floors; the higher one counts. */
    @ParameterizedTest
    @CsvSource({"60, 30, , 60, deployment", "10, 30, , 30, agent", "10, 30, 45, 45, agent", "10, , 45, 45, agent"})
    void the_rate_has_a_floor(int asked, @Nullable Integer limit, @Nullable Integer grant, int rate, String level) {
        var master = master(
                true,
                new WhitelabelConfig(false, false, false, false, grant, null),
                new AgentLimits(limit, null, null, null, null));

        var resolved = ConfigurationResolver.resolve(master, "shared", ConfigOverlay.NOTHING, asked);

        assertThat(resolved.rateLimitPerIp()).isEqualTo(rate);
        assertThat(resolved.sources()).containsEntry("rate_limit_per_ip", level);
    }

    @Test
    void what_nobody_sets_is_the_platforms() {
        var bare = new Master(
                true,
                WhitelabelConfig.NOTHING,
                AgentLimits.NONE,
                "Expert",
                null,
                null,
                "Bonjour",
                "…",
                null,
                null,
                null,
                null,
                null,
                null,
                null);

        var resolved = resolve("dedicated", ConfigOverlay.NOTHING, bare);

        assertThat(resolved.systemPrompt()).isEqualTo(PromptPolicy.DISCLOSURE);
        assertThat(resolved.temperature()).isEqualByComparingTo("0.7");
        assertThat(resolved.collections()).isEmpty();
        assertThat(resolved.sources())
                .containsEntry("system_prompt", "platform")
                .containsEntry("model", "platform")
                .containsEntry("temperature", "platform")
                .containsEntry("collections", "platform")
                .containsEntry("name", "agent");
    }

    @Test
    void branding_is_the_deployments_but_in_internal_mode() {
        var master = master(true, WhitelabelConfig.NOTHING, AgentLimits.NONE);

        assertThat(ConfigurationResolver.takesBranding(master, "shared")).isTrue();
        assertThat(ConfigurationResolver.takesBranding(master, "dedicated")).isTrue();
        assertThat(ConfigurationResolver.takesBranding(master, "internal")).isFalse();
        assertThat(ConfigurationResolver.takesBranding(master(false, all(), AgentLimits.NONE), "shared"))
                .isFalse();
    }

    @Test
    void what_is_kept_in_the_database_is_read_back_the_same() {
        for (var key : OverlayKey.values()) {
            assertThat(ConfigOverlay.stored(only(key).json())).isEqualTo(only(key));
        }
        assertThat(ConfigOverlay.NOTHING.json()).isNull();
        assertThat(WhitelabelConfig.stored(Json.write(all()))).isEqualTo(all());
        assertThat(WhitelabelConfig.stored("{\"required_branding\":true}").requiredBranding())
                .isTrue();
    }

    private static String taken(OverlayKey key, String shown, String mode, boolean enabled, WhitelabelConfig grants) {
        var resolved = resolve(mode, only(key), master(enabled, grants, AgentLimits.NONE));
        return resolved.sources().get(shown).equals("deployment") ? "yes" : "no";
    }

    private static ResolvedConfiguration resolve(String mode, ConfigOverlay overlay, Master master) {
        return ConfigurationResolver.resolve(master, mode, overlay, 60);
    }

    private static WhitelabelConfig all() {
        return new WhitelabelConfig(true, true, true, true, 30, null);
    }

    private static Master master(boolean enabled, WhitelabelConfig grants, AgentLimits limits) {
        return new Master(
                enabled,
                grants,
                limits,
                "Expert BTP",
                "Chiffre des travaux",
                PROMPT,
                "Bonjour",
                "Vos travaux…",
                "mistral:7b",
                "mistral:3b",
                new BigDecimal("0.5"),
                1_000,
                10,
                "https://models.example",
                "btp_common");
    }

    private static ConfigOverlay overlay(@Nullable String append, @Nullable String replace) {
        return new ConfigOverlay(append, replace, null, null, null, null, null, null, null, null, null, null, null);
    }

    /** An overlay that says one thing. */
    private static ConfigOverlay only(OverlayKey key) {
        var node = Json.mapper().createObjectNode();
        switch (key) {
            case TEMPERATURE -> node.put(key.code(), new BigDecimal("0.3"));
            case MAX_TOKENS, CONTEXT_WINDOW_SIZE -> node.put(key.code(), 7);
            default -> node.put(key.code(), "own");
        }
        return Json.read(node.toString(), ConfigOverlay.class);
    }
}
