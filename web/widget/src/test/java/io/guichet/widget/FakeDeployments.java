package io.guichet.widget;

import io.guichet.agent.Branding;
import io.guichet.agent.DeploymentId;
import io.guichet.agent.DomainRefusals;
import io.guichet.agent.OriginRefused;
import io.guichet.conversation.ParentPage;
import io.guichet.conversation.ShowDeployment;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.kernel.Token;
import io.guichet.throttle.Limit;
import io.guichet.throttle.Limits;
import io.guichet.throttle.Throttle;
import io.guichet.throttle.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** One deployment, with the origins that may show it, behind the real servlet of the frame. */
final class FakeDeployments {

    static final String KEY = "dpl_partner";

    /** Where a pass lets whoever runs the deployment try it. */
    static final String OURS = "https://guichet.example";

    static final String PASS = "1793606400.signed";

    /** Origins that may show it. */
    final Set<String> allowed = ConcurrentHashMap.newKeySet();

    /** Origins that tried in vain. */
    final List<String> refused = new CopyOnWriteArrayList<>();

    /** What was counted, by the name of its limit. */
    final List<String> counted = new CopyOnWriteArrayList<>();

    /** Limits of which nothing is left. */
    final Set<String> exhausted = ConcurrentHashMap.newKeySet();

    Branding branding = new Branding(
            "Assistant LogicielX",
            "#3B82F6",
            null,
            true,
            "Bonjour, je suis l’assistant IA de LogicielX. Pouvez-vous me décrire votre projet ?",
            "Vous échangez avec une intelligence artificielle, pas avec une personne.",
            "Posez votre question…",
            null,
            null);

    FrameServlet servlet() {
        var servlet = new FrameServlet();
        servlet.deployments = new One();
        servlet.refusals = new Noted();
        servlet.throttle = new Counting();
        servlet.limits = new Named();
        return servlet;
    }

    private final class One extends ShowDeployment {
        @Override
        public Frame onPage(Token key, ParentPage parent, String locale, String correlation) {
            if (!key.text().equals(KEY)) {
                throw new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment.");
            }
            var origin = parent.origin();
            if (origin != null && origin.equals(OURS) && PASS.equals(parent.testPass())) {
                return new Frame("Expert BTP", branding, origin, true);
            }
            if (origin == null || !allowed.contains(origin)) {
                var context = CallContext.platform(TenantId.next(), "test", correlation);
                throw new OriginRefused(context, DeploymentId.next(), origin, true);
            }
            return new Frame("Expert BTP", branding, String.join(" ", allowed), false);
        }
    }

    private final class Noted extends DomainRefusals {
        @Override
        public void note(CallContext context, DeploymentId deployment, String origin, String address) {
            refused.add(String.valueOf(origin));
        }
    }

    private final class Counting extends Throttle {
        @Override
        public Verdict take(Limit limit, String subject) {
            counted.add(limit.name());
            return refusal(limit, subject)
                    .map(Verdict.class::cast)
                    .orElseGet(() -> new Verdict.Granted(limit, 1, Duration.ofMinutes(1)));
        }

        @Override
        public Optional<Verdict.Refused> refusal(Limit limit, String subject) {
            return exhausted.contains(limit.name())
                    ? Optional.of(new Verdict.Refused(limit, Duration.ofSeconds(42)))
                    : Optional.empty();
        }
    }

    private static final class Named extends Limits {
        @Override
        public Limit failures() {
            return new Limit("failures", 20, Duration.ofMinutes(1));
        }

        @Override
        public Limit frames() {
            return new Limit("frames", 600, Duration.ofMinutes(1));
        }
    }
}
