package io.guichet.api;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Months on the wire, e.g. {@code 2026-10}. */
final class Months {

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d{2}");

    private Months() {}

    static Optional<YearMonth> parse(@Nullable String text) {
        if (text == null || !FORM.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(YearMonth.parse(text)).filter(month -> month.getYear() >= 1);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * @throws GuichetException {@link ProblemCode#NOT_FOUND} if it is none
     */
    static YearMonth ofPath(String text) {
        return parse(text)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "A month is written YYYY-MM."));
    }
}
