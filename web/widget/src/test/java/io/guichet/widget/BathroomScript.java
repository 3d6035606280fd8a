package io.guichet.widget;

import com.microsoft.playwright.Browser;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.guichet.widget.FakeApi.saying;

/** The specification's conversation: a bathroom of 8 m², three answers, a pre-quote of 5,790 € before tax. */
final class BathroomScript {

    private BathroomScript() {}

    static Visit at(Browser browser, Browser.NewContextOptions options) throws IOException {
        var visit = new Visit(browser, options);
        visit.api
                .replying(saying(
                        "Très beau projet ! Pour appliquer la bonne **TVA** : votre logement a-t-il plus de deux ans ?",
                        "quick_replies",
                        List.of("Plus de deux ans", "Moins de deux ans", "Je ne sais pas")))
                .replying(
                        saying("Merci. Pouvez-vous m’envoyer quelques photos de l’existant ?\n\n- le sol et les murs\n"
                                + "- l’arrivée d’eau\n- la douche ou la baignoire"))
                .replying(saying(
                        "Merci ! Voici votre pré-devis estimatif.\nUn devis détaillé vous sera envoyé par Durant Peinture.",
                        "pre_quote",
                        preQuote()));
        return visit;
    }

    private static Map<String, Object> preQuote() {
        Map<String, Object> quote = new HashMap<>(Map.of(
                "items",
                List.of(
                        item("Dépose de l’existant", 1, "forfait", 450, 450),
                        item("Plomberie", 1, "forfait", 1200, 1200),
                        item("Carrelage sol", 8, "m²", 80, 640),
                        item("Carrelage mural", 20, "m²", 70, 1400),
                        item("Douche italienne", 1, "forfait", 2100, 2100)),
                "total_ht",
                5790,
                "vat",
                List.of(Map.of("rate", 20, "base", 5790, "amount", 1158)),
                "total_ttc",
                6948,
                "illustrative",
                true));
        quote.put("vat_note", "TVA à 20 % : le logement a moins de deux ans.");
        return quote;
    }

    private static Map<String, Object> item(String label, int quantity, String unit, int unitPrice, int price) {
        return Map.of(
                "label",
                label,
                "quantity",
                quantity,
                "unit",
                unit,
                "unit_price",
                unitPrice,
                "price_ht",
                price,
                "vat_rate",
                20);
    }
}
