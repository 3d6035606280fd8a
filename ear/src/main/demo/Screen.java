import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the audience sees. */
final class Screen {
    private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    private final boolean colours = System.getenv("GUICHET_COLOURS") != null;

    void step(String number, String title) {
        out.println("\n" + paint("1;38;5;173", "── " + number + "  " + title + " ") + "\n");
    }

    void sent(String method, String url, Map<String, String> headers, Json body) {
        out.println(paint("1", "→ " + method + " " + url));
        headers.forEach((name, value) -> out.println(paint("2", "  " + name + ": " + value)));
        if (body != null) {
            out.println(indented(body.pretty("")));
        }
    }

    void received(int status, Json body, String remark) {
        received(status, remark + (remark.isEmpty() ? "" : "\n") + body.pretty(""));
    }

    void received(int status, String body) {
        out.println(paint(status / 100 == 2 ? "32" : "31", "← " + status));
        out.println(indented(body) + "\n");
    }

    void note(String text) {
        out.println(paint("2", "  " + text));
    }

    void says(String who, String text) {
        out.println(paint("1;36", who + " : ") + "« " + text.strip() + " »\n");
    }

    void table(Json preQuote) {
        for (Json item : preQuote.at("items").items()) {
            out.printf("  %-24s %8s %-8s %10s €%n", item.at("label").text(), item.at("quantity").value(),
                    item.at("unit").text(), euros(item.at("price_ht")));
        }
        out.println(paint("1", "  Total HT %s €, TTC %s €".formatted(
                euros(preQuote.at("total_ht")), euros(preQuote.at("total_ttc")))));
    }

    void place(String what, String url) {
        out.printf("  %-26s %s%n", what, paint("4", url));
    }

    void account(String user, String password, List<String> roles) {
        out.printf("  %-26s %s / %s%n", String.join(", ", roles), user, password);
    }

    void arrived(String text) {
        out.println(paint("1;32", "✓ " + text));
    }

    void wrong(String text) {
        out.println("\n" + paint("1;31", "✗ " + text));
    }

    private static String euros(Json amount) {
        return String.format(Locale.FRANCE, "%,.2f", new BigDecimal(amount.text()));
    }

    private String paint(String code, String text) {
        return colours ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static String indented(String text) {
        return "  " + text.strip().replace("\n", "\n  ");
    }
}
