package io.guichet.answering;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How answers are found. */
@Dependent
class AnsweringConfig {

    /** How many turns work at once on a node, those apart that wait for documents or a model. */
    @Inject
    @ConfigProperty(name = "guichet.answering.at-once", defaultValue = "8")
    int atOnce;

    /** How long a sector agent may think about one turn. */
    @Inject
    @ConfigProperty(name = "guichet.answering.agent-timeout", defaultValue = "PT10S")
    Duration agentTimeout;

    /** How long answers and documents are looked for in one turn. */
    @Inject
    @ConfigProperty(name = "guichet.answering.knowledge-timeout", defaultValue = "PT3S")
    Duration knowledgeTimeout;

    /** How long a turn may take in all; the model has what is left of it. */
    @Inject
    @ConfigProperty(name = "guichet.answering.turn-timeout", defaultValue = "PT40S")
    Duration turnTimeout;

    /** How many passages of documents a model is given. */
    @Inject
    @ConfigProperty(name = "guichet.answering.passages", defaultValue = "5")
    int passages;

    /** How much of the conversation a model is given, in tokens of four characters. */
    @Inject
    @ConfigProperty(name = "guichet.answering.history-tokens", defaultValue = "3000")
    int historyTokens;
}
