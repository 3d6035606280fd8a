package io.guichet.testkit;

import io.guichet.testkit.ScriptedServer.Script;
import io.guichet.testkit.ScriptedServer.Sent;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;

/** {@link ModelProviderContract} for a provider that speaks to a server: say what an answer of its looks like. */
public abstract class ScriptedModelContract implements ModelProviderContract {

    /** The model's server. */
    protected final ScriptedServer scripted = new ScriptedServer();

    /**
     * What the server answers when the model writes a text, in the language of the provider.
     *
     * @param sent by which it knows whether it is to stream
     * @param cutOff whether the model stopped since it may write no more
     */
    protected abstract Script completion(Sent sent, String text, boolean cutOff);

    @AfterEach
    void closeTheServer() {
        scripted.close();
    }

    @Override
    public void theModelAnswers(String text) {
        scripted.plays(sent -> completion(sent, text, false));
    }

    @Override
    public void theModelIsCutOffAfter(String text) {
        scripted.plays(sent -> completion(sent, text, true));
    }

    @Override
    public void theModelIsDown() {
        scripted.plays(error(503, "down"));
    }

    @Override
    public void theModelIsOverloaded(Duration retryAfter) {
        scripted.plays(error(429, "too many requests").with("Retry-After", String.valueOf(retryAfter.toSeconds())));
    }

    /** It repeats what it was sent, as some do. */
    @Override
    public void theModelRefuses() {
        scripted.plays(sent -> error(401, (sent.body() + sent.headers()).replaceAll("[\"\\\\]", "'")));
    }

    @Override
    public void theModelHangsUpAfter(String text) {
        scripted.plays(sent -> completion(sent, text, false).half());
    }

    @Override
    public void theModelAnswersNothing() {
        scripted.plays(sent -> completion(sent, "", false));
    }

    @Override
    public void theModelAnswersRubbish() {
        scripted.plays(Script.json("<html><p>Bonjour !</p></html>\n\n"));
    }

    @Override
    public void theModelHangs() {
        scripted.plays(Script.silence());
    }

    @Override
    public String lastRequest() {
        return scripted.received().getLast().body();
    }

    private static Script error(int status, String message) {
        return Script.answer(status, "application/json", "{\"error\":{\"message\":\"" + message + "\"}}");
    }
}
