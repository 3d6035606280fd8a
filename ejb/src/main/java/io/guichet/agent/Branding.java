package io.guichet.agent;

import com.github.benmanes.caffeine.cache.Cache;
import io.guichet.kernel.BrandingSchema;
import io.guichet.kernel.Json;
import io.guichet.kernel.Lately;
import io.guichet.tenancy.MemberView;
import io.guichet.tenancy.TenantView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation looks like and how it begins, once every level has had its say. Highest first: what the platform
 * imposes, the member, the user, the deployment, the agent.
 *
 * @param title heading of the conversation
 * @param primaryColor {@code #RRGGBB}
 * @param logoUrl https, or null
 * @param welcome the first message; it always says that an AI answers
 * @param disclosure stands beside the conversation all the time
 * @param signature closes what is sent by e-mail, or null
 * @param customCss the style sheet of the highest level that has one, reduced to what does no harm; or null
 */
public record Branding(
        String title,
        String primaryColor,
        @Nullable String logoUrl,
        boolean poweredBy,
        String welcome,
        String disclosure,
        String placeholder,
        @Nullable String signature,
        @Nullable String customCss) {

    private static final String CUSTOM_CSS = "custom_css";
    private static final List<String> KEYS = List.of(
            "title",
            "primary_color",
            "logo_url",
            "powered_by",
            "welcome_message",
            "disclosure",
            "placeholder",
            "signature",
            CUSTOM_CSS);
    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+\\.[a-z]+)}");
    /** In capitals, so that « j'ai » is none; « J'AI » is none either. */
    private static final Pattern SAYS_AI =
            Pattern.compile("(?<![\\p{L}\\p{N}])(IA|I\\.A\\.|(?<!['’])(AI|A\\.I\\.))(?![\\p{L}\\p{N}])"
                    + "|(?i:intelligence artificielle|artificial intelligence)");

    private static final Pattern DENIES_AI =
            Pattern.compile("(?iu)(?<!\\p{L})(pas|jamais|aucune|not|never|no)\\s+(une?\\s+|an?\\s+)?(assistant\\s+)?"
                    + "(ia|i\\.a\\.|ai|a\\.i\\.|intelligence artificielle|artificial intelligence)(?!\\p{L})");
    private static final String HANGING = "(?:[ \\t]{0,9}[-–—|·•:,/])";
    private static final String PLATFORM = "platform";
    private static final String DEFAULT_COLOR = "#1F3A5F";
    private static final int LONGEST = 500;
    private static final int MOST_REMEMBERED = 1_000;

    /** Conversations begin far more often than brandings change. */
    private static final Cache<Asked, Resolved> LATELY = Lately.atMost(MOST_REMEMBERED);

    /**
     * A level of branding.
     *
     * @param name {@code agent}, {@code deployment}, {@code user} or {@code member}
     * @param json an object; null for a level that says nothing
     */
    public record Level(String name, @Nullable String json) {}

    /**
     * @param sources per key on the wire the level that set it, or {@code platform}
     * @param notes what of the style sheet is not taken, and why
     */
    public record Resolved(Branding branding, Map<String, String> sources, List<ResolvedConfiguration.Note> notes) {
        public Resolved {
            sources = Collections.unmodifiableMap(new LinkedHashMap<>(sources));
            notes = List.copyOf(notes);
        }
    }

    /** What of a level's style sheet would not be taken, and why. @param json null for a level that says nothing */
    static List<ResolvedConfiguration.Note> notes(@Nullable String json) {
        var keys = new LinkedHashMap<String, String>();
        merge(keys, new LinkedHashMap<>(), new Level("", json));
        return notes(sheet(keys));
    }

    private static List<ResolvedConfiguration.Note> notes(CustomCss.Reduced sheet) {
        return sheet.dropped().stream()
                .map(reason -> new ResolvedConfiguration.Note("branding." + CUSTOM_CSS, "not_taken", reason))
                .toList();
    }

    private static CustomCss.Reduced sheet(Map<String, String> keys) {
        return CustomCss.reduced(keys.getOrDefault(CUSTOM_CSS, ""));
    }

    /** The levels of a conversation, lowest first. A user's own branding stands back where he is somebody's member. */
    static List<Level> levels(List<Level> lower, @Nullable String user, @Nullable String member, boolean isMember) {
        var levels = new ArrayList<>(lower);
        levels.add(isMember ? new Level("member", member) : new Level("user", user));
        return levels;
    }

    /**
     * How a conversation of a deployment looks and begins.
     *
     * @param member for whom it is held, or null where it is the tenant's own
     */
    public static Branding of(
            DeploymentView deployment, TenantView tenant, @Nullable MemberView member, String locale) {
        var levels =
                levels(deployment.brandingLevels(), null, member == null ? null : member.branding(), member != null);
        return resolve(
                        levels,
                        names(deployment.agentName(), tenant.name(), member),
                        deployment.poweredByRequired(),
                        locale)
                .branding();
    }

    /** What stands for the places of a text; nothing for what there is none of. */
    static Map<String, String> names(String agent, String tenant, @Nullable MemberView member) {
        var speaksFor = member == null ? tenant : member.name();
        var phone = member == null || member.phone() == null ? "" : member.phone();
        return Map.of(
                "agent.name",
                agent,
                "client.name",
                tenant,
                "artisan.name",
                speaksFor,
                "user.name",
                speaksFor,
                "artisan.phone",
                phone);
    }

    /**
     * Resolves the levels.
     *
     * @param levels lowest first
     * @param names what stands for {@code {artisan.name}}, {@code {artisan.phone}}, {@code {user.name}}, {@code
     *     {client.name}} and {@code {agent.name}}; what stands for nothing takes its brackets or its dash along
     */
    static Resolved resolve(List<Level> levels, Map<String, String> names, boolean poweredByRequired, String locale) {
        return LATELY.get(
                new Asked(List.copyOf(levels), Map.copyOf(names), poweredByRequired, !locale.startsWith("en")),
                Branding::resolved);
    }

    private static Resolved resolved(Asked asked) {
        var keys = new LinkedHashMap<String, String>();
        var sources = new LinkedHashMap<String, String>();
        for (var level : asked.levels) {
            merge(keys, sources, level);
        }
        var names = asked.names;
        var french = asked.french;
        var color = keys.getOrDefault("primary_color", DEFAULT_COLOR);
        var logo = keys.get("logo_url");
        if (!BrandingSchema.isColor(color)) {
            sources.put("primary_color", PLATFORM);
        }
        if (asked.poweredByRequired) {
            sources.put("powered_by", PLATFORM);
        }
        sources.put("disclosure", PLATFORM);
        var sheet = sheet(keys);
        var branding = new Branding(
                text(keys, "title", names, names.getOrDefault("agent.name", "Assistant")),
                BrandingSchema.isColor(color) ? color : DEFAULT_COLOR,
                logo != null && BrandingSchema.isLogo(logo) ? logo : null,
                asked.poweredByRequired || Boolean.parseBoolean(keys.getOrDefault("powered_by", "true")),
                welcome(keys, names, french),
                french
                        ? "Vous échangez avec une intelligence artificielle. Un professionnel relit avant tout engagement."
                        : "You are talking to an artificial intelligence. A professional reviews before any commitment.",
                text(keys, "placeholder", names, french ? "Écrivez votre message…" : "Write your message…"),
                signature(keys, names),
                sheet.css().isEmpty() ? null : sheet.css());
        return new Resolved(branding, sources(sources), notes(sheet));
    }

    private static void merge(Map<String, String> keys, Map<String, String> sources, Level level) {
        if (level.json() == null) {
            return;
        }
        Json.tree(level.json()).properties().forEach(entry -> {
            var value = entry.getValue();
            if (value.isValueNode() && !value.isNull()) {
                var key = BrandingSchema.ALIASES.getOrDefault(entry.getKey(), entry.getKey());
                keys.put(key, value.asText());
                sources.put(key, level.name());
            }
        });
    }

    /** Every key has a source; what no level said is the platform's. */
    private static Map<String, String> sources(Map<String, String> said) {
        var sources = new LinkedHashMap<String, String>();
        for (var key : KEYS) {
            sources.put(key, said.getOrDefault(key, PLATFORM));
        }
        return sources;
    }

    /** What is shown, by its key on the wire; absent where nothing is. */
    Map<String, Object> values() {
        var values = new LinkedHashMap<String, Object>();
        values.put("title", title);
        values.put("primary_color", primaryColor);
        if (logoUrl != null) {
            values.put("logo_url", logoUrl);
        }
        values.put("powered_by", poweredBy);
        values.put("welcome_message", welcome);
        values.put("disclosure", disclosure);
        values.put("placeholder", placeholder);
        if (signature != null) {
            values.put("signature", signature);
        }
        if (customCss != null) {
            values.put(CUSTOM_CSS, customCss);
        }
        return values;
    }

    private static String text(Map<String, String> keys, String key, Map<String, String> names, String otherwise) {
        var shown = cut(filled(keys.getOrDefault(key, otherwise), names));
        return shown.isBlank() ? otherwise : shown;
    }

    private static @Nullable String signature(Map<String, String> keys, Map<String, String> names) {
        var signature = text(keys, "signature", names, "");
        return signature.isEmpty() ? null : signature;
    }

    /** The text without the places for which there is nothing, and without what would be left hanging. */
    private static String without(String text, Map<String, String> names) {
        var rest = text;
        for (var name : names.entrySet()) {
            if (name.getValue().isEmpty() && rest.contains("{" + name.getKey() + "}")) {
                var place = Pattern.quote("{" + name.getKey() + "}");
                rest = rest.replaceAll("[ \\t]{0,9}\\([ \\t]{0,9}" + place + "[ \\t]{0,9}\\)", "")
                        .replaceAll("(?m)^" + place + HANGING + "?[ \\t]{0,9}", "")
                        .replaceAll("[ \\t]{0,9}(?:" + HANGING + "[ \\t]{0,9})?" + place, "");
            }
        }
        return rest;
    }

    /** Each place is filled once: braces in a name stay braces. */
    private static String filled(String text, Map<String, String> names) {
        return PLACE.matcher(without(text, names))
                .replaceAll(place ->
                        Matcher.quoteReplacement(Objects.requireNonNullElse(names.get(place.group(1)), place.group())));
    }

    /**
     * A tenant may word the disclosure; where its welcome has none, the platform adds one (AI Act, art. 50). What a name
     * says does not count: a firm may be called IA.
     */
    private static String welcome(Map<String, String> keys, Map<String, String> names, boolean french) {
        var template = keys.getOrDefault("welcome_message", french ? "Bonjour !" : "Hello!");
        var text = cut(filled(template, names));
        var own = cut(PLACE.matcher(template).replaceAll(" "));
        var disclosed = SAYS_AI.matcher(own).find()
                && SAYS_AI.matcher(text).find()
                && !DENIES_AI.matcher(own).find()
                && text.length() < LONGEST;
        if (disclosed) {
            return text;
        }
        return text + (french ? "\nJe suis un assistant IA." : "\nI am an AI assistant.");
    }

    private static String cut(String text) {
        return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
    }

    /** All that a branding follows from. */
    private record Asked(List<Level> levels, Map<String, String> names, boolean poweredByRequired, boolean french) {}
}
