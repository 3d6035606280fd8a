package io.guichet.agent;

import com.github.benmanes.caffeine.cache.Cache;
import com.helger.css.decl.CSSDeclaration;
import com.helger.css.decl.CSSMediaRule;
import com.helger.css.decl.CSSSelector;
import com.helger.css.decl.CSSStyleRule;
import com.helger.css.decl.ICSSTopLevelRule;
import com.helger.css.handler.DoNothingCSSParseExceptionCallback;
import com.helger.css.parser.ParseException;
import com.helger.css.parser.Token;
import com.helger.css.reader.CSSReader;
import com.helger.css.reader.CSSReaderSettings;
import com.helger.css.reader.errorhandler.DoNothingCSSInterpretErrorHandler;
import com.helger.css.reader.errorhandler.ICSSParseErrorHandler;
import com.helger.css.writer.CSSWriterSettings;
import io.guichet.kernel.Lately;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's own style sheet, reduced to what does no harm: rules for the parts of the conversation that have a name of
 * their own, with properties that dress and neither hide nor move nor fetch. It is taken apart by a parser and written
 * anew from what was understood, so that no spelling of a forbidden thing gets through.
 *
 * @see "docs/white-label.md"
 */
public final class CustomCss {

    /** The parts of the conversation that may be dressed. The disclosure and « Powered by » have no name. */
    public static final Set<String> HOOKS = Set.of(
            "gt-app",
            "gt-header",
            "gt-logo",
            "gt-title",
            "gt-subtitle",
            "gt-messages",
            "gt-message",
            "gt-message--agent",
            "gt-message--visitor",
            "gt-avatar",
            "gt-bubble",
            "gt-time",
            "gt-quick-replies",
            "gt-quick-reply",
            "gt-pre-quote",
            "gt-pre-quote-title",
            "gt-total",
            "gt-composer",
            "gt-input",
            "gt-attach",
            "gt-send");

    private static final String ROOT = ".gt-app";
    private static final String PART = "(\\.gt-[a-z-]{1,24}){1,3}(:(hover|active|focus|focus-within|focus-visible))?";
    private static final Pattern SELECTOR = Pattern.compile(PART + "([ >]" + PART + "){0,3}");
    private static final Pattern HOOK = Pattern.compile("\\.(?<name>gt-[a-z-]{1,24})");
    private static final Pattern MEDIA = Pattern.compile(
            "\\(prefers-color-scheme:(dark|light)\\)|\\((min|max)-(width|height):[0-9]{1,4}(px|rem)\\)");

    private static final int DEEPEST = 6;
    private static final int MOST_BRACKETS = 1_000;
    private static final int MOST_BLOCKS = 400;
    private static final int MOST_REASONS = 20;
    private static final int LONGEST_SHOWN = 40;
    private static final int MOST_REMEMBERED = 100;

    /** Conversations begin far more often than style sheets change. */
    private static final Cache<String, Reduced> LATELY = Lately.atMost(MOST_REMEMBERED);

    private final List<String> dropped = new ArrayList<>();
    private int more;

    private CustomCss() {}

    /**
     * @param css empty where nothing is left
     * @param dropped what was not taken, and why: at most twenty reasons, and a count of the others
     */
    public record Reduced(String css, List<String> dropped) {
        public Reduced {
            dropped = List.copyOf(dropped);
        }
    }

    /** @param sheet as a tenant wrote it, of a size that was checked */
    public static Reduced reduced(String sheet) {
        return LATELY.get(sheet, css -> new CustomCss().read(css));
    }

    private Reduced read(String sheet) {
        var css = "";
        if (isTangled(sheet)) {
            drop("its brackets are nested more than " + DEEPEST + " deep, do not match, or are more than " + MOST_BLOCKS
                    + " blocks: nothing of it is taken");
        } else {
            var parsed = CSSReader.readFromStringReader(
                    sheet,
                    new CSSReaderSettings()
                            .setBrowserCompliantMode(true)
                            .setCustomErrorHandler(new Unreadable())
                            .setCustomExceptionHandler(new DoNothingCSSParseExceptionCallback())
                            .setInterpretErrorHandler(new DoNothingCSSInterpretErrorHandler()));
            if (parsed == null) {
                drop("it cannot be read as a style sheet");
            } else {
                parsed.getAllImportRules().forEach(rule -> drop("@import is not taken"));
                parsed.getAllNamespaceRules().forEach(rule -> drop("@namespace is not taken"));
                css = rules(parsed.getAllRules(), true);
            }
        }
        if (more > 0) {
            dropped.add("and " + more + " more");
        }
        return new Reduced(css, dropped);
    }

    private String rules(List<? extends ICSSTopLevelRule> rules, boolean outermost) {
        return rules.stream()
                .map(rule -> switch (rule) {
                    case CSSStyleRule style -> style(style);
                    case CSSMediaRule media when outermost -> media(media);
                    default -> {
                        drop(shown(text(rule)) + " is not taken");
                        yield "";
                    }
                })
                .collect(Collectors.joining());
    }

    private String media(CSSMediaRule rule) {
        var queries = rule.getAllMediaQueries().stream()
                .map(query -> query.getAsCSSString(written(), 0)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("\\s+", ""))
                .toList();
        if (queries.size() != 1 || !MEDIA.matcher(queries.getFirst()).matches()) {
            drop("@media " + shown(String.join(",", queries)) + " is not a simple query");
            return "";
        }
        var inside = rules(rule.getAllRules(), false);
        return inside.isEmpty() ? "" : "@media " + queries.getFirst() + "{" + inside + "}";
    }

    private String style(CSSStyleRule rule) {
        var selectors = rule.getAllSelectors().stream()
                .map(this::selector)
                .filter(s -> !s.isEmpty())
                .toList();
        if (selectors.isEmpty()) {
            return "";
        }
        var declarations = rule.getAllDeclarations().stream()
                .map(this::declaration)
                .filter(d -> !d.isEmpty())
                .toList();
        return declarations.isEmpty() ? "" : String.join(",", selectors) + "{" + String.join(";", declarations) + "}";
    }

    private String selector(CSSSelector selector) {
        var text = selector.getAsCSSString(written(), 0).strip();
        if (!SELECTOR.matcher(text).matches()
                || !HOOK.matcher(text).results().allMatch(hook -> HOOKS.contains(hook.group(1)))) {
            drop(shown(text) + " is not made of parts that may be dressed");
            return "";
        }
        return text.matches("\\.gt-app(?![a-z-]).*") ? text : ROOT + " " + text;
    }

    private String declaration(CSSDeclaration declaration) {
        var property = declaration.getProperty().toLowerCase(Locale.ROOT);
        if (!CssValues.names().contains(property)) {
            drop(shown(property) + " is not among the properties that may be set");
            return "";
        }
        var value =
                declaration.getExpressionAsCSSString().replaceAll("\\s+", " ").strip();
        if (!CssValues.allows(property, value)) {
            drop(property + " may not be " + shown(value));
            return "";
        }
        if (declaration.isImportant()) {
            drop("!important of " + property + " is not taken, its value is");
        }
        return property + ":" + value;
    }

    private static String text(ICSSTopLevelRule rule) {
        return rule.getAsCSSString(written(), 0);
    }

    private static CSSWriterSettings written() {
        return new CSSWriterSettings().setOptimizedOutput(true);
    }

    private void drop(String reason) {
        if (dropped.contains(reason)) {
            return;
        }
        if (dropped.size() < MOST_REASONS) {
            dropped.add(reason);
        } else {
            more++;
        }
    }

    private static String shown(String text) {
        var plain = text.replaceAll("[^\\x20-\\x7e]", "?").strip();
        return plain.length() > LONGEST_SHOWN ? plain.substring(0, LONGEST_SHOWN) + "…" : plain;
    }

    /** A parser goes down with every bracket, also with one that closes nothing. */
    private static boolean isTangled(String sheet) {
        var depth = 0;
        var blocks = 0;
        var brackets = 0;
        var stray = 0;
        for (var c : sheet.toCharArray()) {
            if (c == '{' || c == '(' || c == '[') {
                depth++;
                blocks += c == '{' ? 1 : 0;
                brackets += c == '{' ? 0 : 1;
            } else if (c == '}' || c == ')' || c == ']') {
                stray += depth == 0 ? 1 : 0;
                depth = Math.max(0, depth - 1);
            }
            if (depth > DEEPEST || stray > DEEPEST || blocks > MOST_BLOCKS || brackets > MOST_BRACKETS) {
                return true;
            }
        }
        return false;
    }

    /** Says what the parser went past. */
    private final class Unreadable implements ICSSParseErrorHandler {

        @Override
        public void onCSSParseError(ParseException e, Token last) {
            skipped(last);
        }

        @Override
        public void onCSSUnexpectedRule(Token current, String rule, String message) {
            skipped(current);
        }

        @Override
        public void onCSSDeprecatedProperty(Token prefix, Token property) {
            skipped(prefix);
        }

        @Override
        public void onCSSBrowserCompliantSkip(ParseException e, Token from, Token to) {
            skipped(from);
        }

        @Override
        public void onIllegalCharacter(char illegal) {
            drop("a character that does not belong there");
        }

        private void skipped(@Nullable Token token) {
            drop(token == null ? "a part cannot be read" : "line " + token.beginLine + " cannot be read");
        }
    }
}
