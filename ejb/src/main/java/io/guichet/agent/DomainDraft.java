package io.guichet.agent;

import io.guichet.kernel.FieldErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A domain as a tenant writes it.
 *
 * @param domain e.g. {@code app.logicielx.fr}; {@code *.logicielx.fr} is a wildcard, too
 * @param isWildcard whether it stands for the domains below it; absent is false
 * @param environment {@code production} where it is absent
 */
public record DomainDraft(
        @Nullable String domain,
        @Nullable Boolean isWildcard,
        @Nullable String environment) {

    static final int MOST = 50;

    /** Checks one; its faults stand under the field and a key, or under the keys alone where there is no field. */
    @Nullable
    DomainRule checked(String field, FieldErrors errors) {
        var key = (field.isEmpty() ? "" : field + ".") + "domain";
        if (domain == null || domain.isBlank()) {
            errors.check(false, key, "is required");
            return null;
        }
        if (domain.length() > 260) {
            errors.check(false, key, "is at most 253 characters");
            return null;
        }
        var name = domain.strip();
        var starred = name.startsWith("*.");
        var rule = new DomainRule(
                starred ? name.substring(2) : name,
                starred || (isWildcard != null && isWildcard),
                Objects.requireNonNullElse(environment, "production"));
        var refusal = rule.refusal();
        refusal.ifPresent(reason -> errors.check(false, key, reason));
        return refusal.isPresent() ? null : rule;
    }

    /** Checks all, in the field {@code domains}. */
    static List<DomainRule> checked(List<@Nullable DomainDraft> drafts, FieldErrors errors) {
        errors.check(drafts.size() <= MOST, "domains", "are at most " + MOST);
        var rules = new ArrayList<DomainRule>();
        for (var i = 0; i < Math.min(drafts.size(), MOST); i++) {
            var field = "domains[" + i + "]";
            var draft = drafts.get(i);
            var rule = draft == null ? null : draft.checked(field, errors);
            errors.check(draft != null, field, "is an object");
            if (rule != null) {
                errors.check(rules.stream().noneMatch(r -> r.isSameAs(rule)), field + ".domain", "is there twice");
                rules.add(rule);
            }
        }
        return rules;
    }
}
