package io.guichet.widget;

import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A visit of a link's page for each test, which ends without a fault. */
class InChromium extends Chromium {

    Visit visit;

    @AfterEach
    void leave() {
        visit.close();
        assertThat(visit.faults).isEmpty();
    }
}
