package io.guichet.answering.models;

import io.guichet.answering.ModelUsage;
import io.guichet.kernel.CallContext;
import io.guichet.spi.model.Prompt;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** A tenant, and two models that a test plays. */
@Timeout(60)
@ExtendWith(RealPostgres.class)
class ModelsScene {

    static final Duration LONG = Duration.ofSeconds(20);
    static final Consumer<String> NOBODY = piece -> {};

    final PlayedModels played = new PlayedModels();
    final List<String> words = new CopyOnWriteArrayList<>();
    CallContext durant;

    @BeforeEach
    void a_tenant() {
        durant = TestTenants.aTenant(played.wiring);
    }

    @AfterEach
    void nobody_hangs_any_more() {
        played.paid.over.countDown();
        played.free.over.countDown();
        played.wiring.get(PluginCalls.class).stop();
    }

    Models models() {
        return played.wiring.get(Models.class);
    }

    static ModelChoice choice(String model, String fallback) {
        return new ModelChoice(model, fallback, null, false, 0.2, 100);
    }

    static ModelRequest request(ModelChoice choice, Duration atMost) {
        return new ModelRequest(
                choice,
                "Tu réponds en français.",
                List.of(new Prompt.Message(Prompt.Role.CONTACT, "Bonjour !")),
                null,
                atMost);
    }

    ModelAnswer ask(String model, String fallback) throws NoModelAnswered {
        var answer = models().ask(durant, request(choice(model, fallback), LONG), words::add);
        models().settled();
        return answer;
    }

    List<ModelUsage.Day> usage() {
        played.wiring.get(MeteredCalls.class).settled();
        return played.wiring.get(ModelMeter.class).usage(durant, 1).days();
    }

    NoModelAnswered none(ModelChoice choice) {
        return catchThrowableOfType(NoModelAnswered.class, () -> models().ask(durant, request(choice, LONG), NOBODY));
    }
}
