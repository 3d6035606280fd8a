package io.guichet.webhook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/webhooks.md keeps its word: whatever can be subscribed to is explained, or named as what nothing announces yet. */
class EventsDocumentedTest {

    @Test
    void every_event_of_the_registry_is_documented() throws IOException {
        var page = Files.readString(Path.of("..", "docs", "webhooks.md"));

        assertThat(EventType.wireNames()).allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
    }
}
