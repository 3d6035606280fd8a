package io.guichet.demo;

import java.util.List;

/**
 * An agent of the demo.
 *
 * @param priceBook the resource with its illustrative prices
 */
record DemoAgent(
        String slug,
        String name,
        String sector,
        String welcome,
        String placeholder,
        String branding,
        String priceBook) {

    static final DemoAgent EXPERT_BTP = new DemoAgent(
            "expert-btp",
            "Expert BTP",
            "artisan",
            "Bonjour, je suis l'assistant IA de {artisan.name}. Pouvez-vous me décrire votre projet ?",
            "Décrivez vos travaux : pièce, surface, souhaits…",
            "{\"title\":\"Assistant de {artisan.name}\",\"primary_color\":\"#1F3A5F\"}",
            "/pricebooks/expert-btp.csv");

    static final DemoAgent BISTRO = new DemoAgent(
            "bistro",
            "Bistro",
            "restaurant",
            "Bonjour, je suis l'assistant IA de {artisan.name}. Je donne les horaires et la carte, et je prends les"
                    + " commandes à emporter.",
            "Deux margherita pour 19 h 30…",
            "{\"title\":\"{artisan.name}\",\"primary_color\":\"#8E2B23\"}",
            "/pricebooks/bistro.csv");

    static final DemoAgent COIFFURE = new DemoAgent(
            "coiffure",
            "Coiffure",
            "hairdresser",
            "Bonjour, je suis l'assistant IA de {artisan.name}. Je prends, déplace et annule les rendez-vous.",
            "Une coupe femme samedi matin…",
            "{\"title\":\"{artisan.name}\",\"primary_color\":\"#7A3E6D\"}",
            "/pricebooks/salon.csv");

    static final List<DemoAgent> ALL = List.of(EXPERT_BTP, BISTRO, COIFFURE);
}
