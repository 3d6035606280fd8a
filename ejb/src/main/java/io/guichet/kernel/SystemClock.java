package io.guichet.kernel;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;

/** The one place that reads the wall's time; everybody else is given a {@link Clock}. */
@ApplicationScoped
class SystemClock {

    @Produces
    Clock clock() {
        return Clock.systemUTC();
    }
}
