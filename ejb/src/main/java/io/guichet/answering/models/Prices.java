package io.guichet.answering.models;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What models cost: euros for a million tokens, which is a millionth of a euro for each.
 *
 * @param byModel by {@code provider/model}, or {@code provider/*} for all others of a provider
 */
record Prices(Map<String, Price> byModel) {

    /**
     * @param read of a token that is read, in millionths of a euro
     * @param written of one that is written
     */
    record Price(BigDecimal read, BigDecimal written) {

        boolean isNothing() {
            return read.signum() == 0 && written.signum() == 0;
        }
    }

    private static final Price NOTHING = new Price(BigDecimal.ZERO, BigDecimal.ZERO);

    Prices {
        byModel = Map.copyOf(byModel);
    }

    /**
     * Reads {@code mistral/mistral-small-latest=0.10/0.30, openai/*=2/8}.
     *
     * @throws IllegalArgumentException if it is not written like that
     */
    static Prices parse(String text) {
        var prices = new LinkedHashMap<String, Price>();
        for (var entry : text.split(",", -1)) {
            if (!entry.isBlank()) {
                var at = entry.lastIndexOf('=');
                var amounts = at < 0 ? new String[0] : entry.substring(at + 1).split("/", -1);
                if (amounts.length != 2 || !entry.substring(0, at).contains("/")) {
                    throw new IllegalArgumentException("not a model's price: " + entry.strip());
                }
                prices.put(entry.substring(0, at).strip(), new Price(amount(amounts[0]), amount(amounts[1])));
            }
        }
        return new Prices(prices);
    }

    private static BigDecimal amount(String text) {
        var amount = new BigDecimal(text.strip());
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("a price is not less than nothing: " + text);
        }
        return amount;
    }

    /** Whether nothing that this model does costs anything. */
    boolean free(String provider, String model) {
        return of(provider, model).isNothing();
    }

    /**
     * Whether a model has no price beside others of its provider that cost something: what it costs is not known, and is
     * hardly nothing.
     */
    boolean lack(String provider, String model) {
        return find(provider, model) == null
                && byModel.entrySet().stream()
                        .anyMatch(other -> other.getKey().startsWith(provider + "/")
                                && !other.getValue().isNothing());
    }

    /** In millionths of a euro, rounded half-even once. */
    long micros(String provider, String model, long inputTokens, long outputTokens) {
        var price = of(provider, model);
        return price.read()
                .multiply(BigDecimal.valueOf(inputTokens))
                .add(price.written().multiply(BigDecimal.valueOf(outputTokens)))
                .setScale(0, RoundingMode.HALF_EVEN)
                .longValueExact();
    }

    private Price of(String provider, String model) {
        var price = find(provider, model);
        return price == null ? NOTHING : price;
    }

    private @Nullable Price find(String provider, String model) {
        var own = byModel.get(provider + "/" + model);
        return own != null ? own : byModel.get(provider + "/*");
    }
}
