package io.guichet.demo;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tenant of the demo.
 *
 * @param plan that it has, by its code
 * @param agent that it deploys
 * @param deploymentKey of its agent
 * @param overlay JSON of what its deployment says of the agent, which is then its own: dedicated; null for shared
 */
record DemoTenant(
        String slug,
        String name,
        String kind,
        String plan,
        DemoAgent agent,
        String deploymentKey,
        String domain,
        @Nullable String branding,
        @Nullable String overlay,
        List<DemoMember> members) {

    /** Whether its own software is told by webhook: the demo's receiver plays it. */
    boolean hasReceiver() {
        return kind.equals("vendor");
    }

    static final List<DemoTenant> ALL = List.of(
            new DemoTenant(
                    "ebp",
                    "EBP",
                    "vendor",
                    "business",
                    DemoAgent.EXPERT_BTP,
                    "dpl_ebp_expert_btp",
                    "ebp.example",
                    "{\"primary_color\":\"#1E5AA8\"}",
                    "{\"system_prompt_append\":\"Tu réponds aux clients d'artisans qui travaillent avec EBP Bâtiment."
                            + " Propose-leur d'enregistrer leur projet.\",\"temperature\":0.6,\"max_tokens\":1500}",
                    List.of(
                            new DemoMember(
                                    DemoData.DURANT,
                                    "DUR-001",
                                    "Durant Peinture",
                                    "{\"primary_color\":\"#C0392B\"}",
                                    List.of("can_create_sessions")),
                            new DemoMember(DemoData.EBP_ADMIN, "ADMIN-1", "Claire Aubry", null, List.of()))),
            new DemoTenant(
                    "sage",
                    "SAGE",
                    "vendor",
                    "pro",
                    DemoAgent.EXPERT_BTP,
                    "dpl_sage_expert_btp",
                    "sage.example",
                    "{\"primary_color\":\"#00703C\"}",
                    null,
                    List.of(
                            new DemoMember(
                                    DemoData.DURANT,
                                    "A-7834",
                                    "Durant Peinture",
                                    "{\"welcome_message\":\"Bienvenue chez {artisan.name} ! Je suis son assistant IA."
                                            + " Quel est votre projet ?\"}",
                                    List.of("can_create_sessions")),
                            new DemoMember(DemoData.SAGE_ADMIN, "ADMIN-1", "Marc Lenoir", null, List.of()))),
            new DemoTenant(
                    "bistro-des-halles",
                    "Bistro des Halles",
                    "business",
                    "starter",
                    DemoAgent.BISTRO,
                    "dpl_bistro_des_halles",
                    "bistro.example",
                    null,
                    null,
                    List.of(new DemoMember(DemoData.BISTRO_OWNER, "PATRON", "Lucie Morel", null, List.of()))),
            new DemoTenant(
                    "salon-nadia",
                    "Salon Nadia",
                    "business",
                    "starter",
                    DemoAgent.COIFFURE,
                    "dpl_salon_nadia",
                    "salon.example",
                    null,
                    null,
                    List.of(new DemoMember(DemoData.SALON_OWNER, "GERANTE", "Nadia Benali", null, List.of()))));
}
