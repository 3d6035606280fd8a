package io.guichet.widget;

import org.junit.jupiter.api.AfterEach;

import static org.assertj.core.api.Assertions.assertThat;

/** A partner's page for each test, which is left without a fault. */
class OnPartnersPage extends Chromium {

    Partner partner;

    @AfterEach
    void leave() {
        partner.close();
        assertThat(partner.faults).isEmpty();
    }
}
