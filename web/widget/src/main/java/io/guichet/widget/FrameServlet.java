package io.guichet.widget;

import io.guichet.agent.DomainRefusals;
import io.guichet.agent.OriginRefused;
import io.guichet.conversation.ParentPage;
import io.guichet.conversation.ShowDeployment;
import io.guichet.conversation.TestPass;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Ids;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import io.guichet.throttle.Limits;
import io.guichet.throttle.Networks;
import io.guichet.throttle.Throttle;
import io.guichet.throttle.Verdict;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The page that the widget's frame shows on a partner's page, in the brand of the deployment. It opens no conversation and
 * counts nothing. Who may frame it is said by its policy, from the deployment's domains; a page that may not gets a plain
 * refusal, which anybody may frame, and is noted. Whoever tries out deployment keys is not told any more for a while.
 */
@WebServlet("/widget/v1/frame")
public class FrameServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;
    private static final Logger LOG = Logger.getLogger(FrameServlet.class);
    private static final int LONGEST = 100;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final List<String> THEMES = List.of("light", "dark");

    @Inject
    transient ShowDeployment deployments;

    @Inject
    transient DomainRefusals refusals;

    @Inject
    transient Throttle throttle;

    @Inject
    transient Limits limits;

    private final transient FramePage pages = new FramePage();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        PageServlet.protect(response);
        response.setHeader("X-Robots-Tag", "noindex, nofollow");
        var network = Networks.of(request.getRemoteAddr());
        var verdict = throttle.refusal(limits.failures(), network)
                .map(Verdict.class::cast)
                .orElseGet(() -> throttle.take(limits.frames(), network));
        if (verdict instanceof Verdict.Refused refused) {
            var wait = refused.reset().plusMillis(999).toSeconds();
            response.setHeader("Retry-After", String.valueOf(Math.max(1, wait)));
            pages.refuse(TOO_MANY_REQUESTS, ProblemCode.RATE_LIMITED, request, response);
            return;
        }
        show(request, response, network);
    }

    private void show(HttpServletRequest request, HttpServletResponse response, String network) throws IOException {
        var key = request.getParameter("key");
        var parent = parent(request);
        var locale = locale(request);
        try {
            if (key == null || key.isBlank() || key.length() > LONGEST) {
                throw new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No such deployment.");
            }
            var page = new ParentPage(parent, testPass(request, key));
            var frame = deployments.onPage(new Token(key), page, locale, Ids.print("req_", Ids.next()));
            var place = new FramePage.Place(key, Objects.requireNonNull(parent), locale, theme(request));
            pages.show(place, frame, request, response);
        } catch (OriginRefused refused) {
            if (refused.isForeign()) {
                note(refused, request);
            }
            pages.refuse(HttpServletResponse.SC_FORBIDDEN, ProblemCode.DOMAIN_NOT_ALLOWED, request, response);
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.DEPLOYMENT_NOT_FOUND) {
                throw e;
            }
            throttle.take(limits.failures(), network);
            pages.refuse(HttpServletResponse.SC_NOT_FOUND, ProblemCode.DEPLOYMENT_NOT_FOUND, request, response);
        }
    }

    /** What a page of ours, on which somebody tries the deployment out, sends along. */
    private static @Nullable String testPass(HttpServletRequest request, String key) {
        var name = TestPass.cookieFor(key);
        return Stream.of(Objects.requireNonNullElse(request.getCookies(), new Cookie[0]))
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Whether it can be noted or not, the page is refused. */
    private void note(OriginRefused refused, HttpServletRequest request) {
        try {
            refusals.note(refused.context(), refused.deployment(), refused.origin(), request.getRemoteAddr());
        } catch (RuntimeException e) {
            LOG.warnf(e, "GUI0611 a refusal of %s could not be noted", refused.deployment());
        }
    }

    /** The page that shows the frame, as it says itself; else as the browser says. */
    private static @Nullable String parent(HttpServletRequest request) {
        var said = request.getParameter("parent");
        return said == null || said.isBlank() ? originOf(request.getHeader("Referer")) : said;
    }

    private static @Nullable String originOf(@Nullable String address) {
        if (address == null) {
            return null;
        }
        try {
            var uri = URI.create(address);
            return uri.getHost() == null ? null : uri.getScheme() + "://" + uri.getRawAuthority();
        } catch (IllegalArgumentException e) {
            // What is no address names no page: it is refused as a page that does not say where it is.
            return null;
        }
    }

    /** What the page asks for; else the first of the browser's languages that we speak. */
    private static String locale(HttpServletRequest request) {
        var said = request.getParameter("locale");
        if (said != null && !said.isBlank()) {
            return said.startsWith("en") ? "en" : "fr";
        }
        return Collections.list(request.getLocales()).stream()
                .map(java.util.Locale::getLanguage)
                .filter(List.of("fr", "en")::contains)
                .findFirst()
                .orElse("fr");
    }

    private static String theme(HttpServletRequest request) {
        var said = request.getParameter("theme");
        return said != null && THEMES.contains(said) ? said : "auto";
    }
}
