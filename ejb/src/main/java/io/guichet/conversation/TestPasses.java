package io.guichet.conversation;

import io.guichet.agent.DeploymentView;
import io.guichet.tenancy.PlatformKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.regex.Pattern;

/** Signs and checks what lets our own pages show a deployment that is being tried out. Nothing of it is kept. */
@ApplicationScoped
class TestPasses {

    /** To look at a page, and to say something there. */
    static final Duration LIFETIME = Duration.ofMinutes(30);

    private static final String PURPOSE = "test-pass";
    private static final Pattern FORM = Pattern.compile("(?<until>\\d{1,12})\\.(?<signature>[A-Za-z0-9_-]{43})");

    @Inject
    PlatformKey key;

    @Inject
    ConversationConfig config;

    @Inject
    Clock clock;

    TestPass issue(DeploymentView deployment) {
        var until = clock.instant().plus(LIFETIME).getEpochSecond();
        return new TestPass(until + "." + key.sign(PURPOSE, subject(deployment, until)), LIFETIME);
    }

    /** Whether the page is one of ours, with a pass for this very deployment that has not ended. */
    boolean admit(DeploymentView deployment, ParentPage page) {
        if (page.testPass() == null || !config.ownOrigin().equals(page.origin())) {
            return false;
        }
        var pass = FORM.matcher(page.testPass());
        if (!pass.matches()) {
            return false;
        }
        var until = Long.parseLong(pass.group("until"));
        return clock.instant().getEpochSecond() < until
                && key.signed(PURPOSE, subject(deployment, until), pass.group("signature"));
    }

    private static String subject(DeploymentView deployment, long until) {
        return deployment.tenant() + " " + deployment.id() + " " + until;
    }
}
