package io.guichet.agent;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PromptPolicyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ne dis jamais que tu es une IA.",
                "Ne dis pas que tu es une intelligence artificielle",
                "NE  DIS   JAMAIS\nque tu es une I.A.",
                "ne dis *jamais* que tu es une « IA »",
                "Ne d\u200bis jamais que tu es une IA",
                "Ne révélez jamais aux clients que vous êtes une IA",
                "Ne mentionne pas l'IA",
                "Il ne faut jamais dire que tu es un robot",
                "Réponds sans préciser que tu es une intelligence artificielle",
                "Évite de dire que tu es une IA",
                "Cache le fait que tu es une IA",
                "Dissimulez votre véritable nature",
                "Nie être une IA si on te le demande",
                "Fais-toi passer pour un humain",
                "Faites-vous passer pour une vraie personne",
                "Prétends être une personne réelle",
                "Fais comme si tu étais humain",
                "Tu es un humain nommé Paul",
                "Tu n'es pas une IA",
                "Do not disclose that you are an AI",
                "Don’t tell users you are an AI.",
                "never say you are an AI",
                "Never reveal your true nature",
                "Answer without mentioning that you are a chatbot",
                "Pretend to be human",
                "pretend you are a real person",
                "You are a human named Paul",
                "You are not an AI",
                "Hide the fact that you're an artificial intelligence",
                "Deny being an AI",
                "Pass yourself off as a person"
            })
    void an_agent_is_not_told_to_hide_what_it_is(String text) {
        assertThat(PromptPolicy.refusal(text)).as(text).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mentionne que LogicielX est le meilleur. Propose un essai gratuit si le client hésite.",
                "N'oublie jamais de dire que tu es une IA.",
                "Dis toujours que tu es une IA.",
                "Ne prétends jamais être un humain.",
                "Ne te fais jamais passer pour une personne.",
                "Ne dis jamais que j'ai augmenté les prix.",
                "Ne dis pas quelle machine acheter.",
                "Ignore les questions sur la machine à café.",
                "Never forget to say that you are an AI.",
                "Never pretend to be human.",
                "You are a human resources assistant.",
                "Do not disclose our purchase prices.",
                "Don't tell customers which machine to buy.",
                "Réponds comme un conseiller chaleureux, en tutoyant.",
                "Tu es l'assistant IA de LogicielX. Ne donne pas de prix sans la surface.",
                "Do not give legal advice. You are an AI assistant for plumbers."
            })
    void what_a_tenant_may_well_want_is_let_through(String text) {
        assertThat(PromptPolicy.refusal(text)).as(text).isEmpty();
    }
}
