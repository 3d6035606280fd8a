package io.guichet.answering.structured;

import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.JsonSchemas;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PriceBook;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code json-quote} block of a model, read against the agent's schema and the price book. Its prices and sums are not
 * looked at: the book has the prices, and the server adds. Pure.
 */
public final class QuoteBlock {

    private static final int MOST_LINES = 100;
    private static final int MOST_UNKNOWN = 10;
    private static final int LONGEST_LABEL = 80;
    private static final BigDecimal LARGEST = new BigDecimal(100_000);

    private final Labels labels;

    private QuoteBlock(Labels labels) {
        this.labels = labels;
    }

    /**
     * @param schema JSON Schema of the agent's pre-quotes
     * @param description the project in the contact's words
     * @param dwelling what he certified before
     */
    public static Outcome read(
            String block, String schema, PriceBook book, String description, PreQuoteDraft.Dwelling dwelling) {
        var json = ModelReply.object(block);
        if (json.isEmpty()) {
            return new Outcome.Invalid(List.of("it is not a JSON object"));
        }
        var faults = JsonSchemas.faults(schema, json.get());
        return faults.isEmpty()
                ? new QuoteBlock(new Labels(book)).mapped(json.get(), description, dwelling)
                : new Outcome.Invalid(faults);
    }

    private Outcome mapped(JsonNode quote, String description, PreQuoteDraft.Dwelling dwelling) {
        var quantities = new LinkedHashMap<String, BigDecimal>();
        var unknown = new ArrayList<String>();
        for (var item : quote.path("items")) {
            line(item)
                    .ifPresentOrElse(
                            line -> quantities.merge(line.code(), line.quantity(), BigDecimal::add),
                            () -> note(unknown, item));
        }
        var tooMuch = tooMuch(quantities);
        if (!tooMuch.isEmpty()) {
            return new Outcome.Invalid(tooMuch);
        }
        var lines = lines(quantities);
        if (lines.isEmpty()) {
            return new Outcome.Invalid(List.of("none of its items is in the list of items"));
        }
        return new Outcome.Draft(
                new PreQuoteDraft(projectType(quote), description, null, List.of(), lines, dwelling), unknown);
    }

    /** A pre-quote without what does not fit into it would be one of something else. */
    private static List<String> tooMuch(Map<String, BigDecimal> quantities) {
        if (quantities.size() > MOST_LINES) {
            return List.of("it has more than " + MOST_LINES + " items");
        }
        return quantities.entrySet().stream()
                .filter(e -> e.getValue().compareTo(LARGEST) > 0)
                .map(e -> "there is too much of " + e.getKey())
                .toList();
    }

    private static List<PreQuoteDraft.Line> lines(Map<String, BigDecimal> quantities) {
        return quantities.entrySet().stream()
                .map(e -> new PreQuoteDraft.Line(e.getKey(), e.getValue()))
                .toList();
    }

    private Optional<PreQuoteDraft.Line> line(JsonNode item) {
        var quantity = quantity(item.path("quantity"));
        if (quantity == null) {
            return Optional.empty();
        }
        return labels.item(text(item, "code"), text(item, "label"), text(item, "unit"))
                .map(found -> new PreQuoteDraft.Line(found.code(), quantity));
    }

    private static @Nullable BigDecimal quantity(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        var given = node.decimalValue();
        if (given.signum() <= 0 || given.compareTo(LARGEST) > 0) {
            return null;
        }
        var quantity = given.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return quantity.signum() > 0 ? quantity : null;
    }

    private static void note(List<String> unknown, JsonNode item) {
        var label = text(item, "label").isEmpty() ? text(item, "code") : text(item, "label");
        if (!label.isEmpty() && unknown.size() < MOST_UNKNOWN) {
            unknown.add(label.length() > LONGEST_LABEL ? label.substring(0, LONGEST_LABEL) + "…" : label);
        }
    }

    private static String projectType(JsonNode quote) {
        var type = Labels.fold(text(quote, "project_type")).replace(' ', '_');
        return type.isEmpty() ? "projet" : type.substring(0, Math.min(64, type.length()));
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("").strip();
    }

    /** What a block comes to. */
    public sealed interface Outcome {

        /**
         * @param unknown what the price book does not have, as the model calls it
         */
        record Draft(PreQuoteDraft draft, List<String> unknown) implements Outcome {
            public Draft {
                unknown = List.copyOf(unknown);
            }
        }

        /**
         * @param faults for the model to read
         */
        record Invalid(List<String> faults) implements Outcome {
            public Invalid {
                faults = List.copyOf(faults);
            }
        }
    }
}
