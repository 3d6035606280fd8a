package io.guichet.portal;

import io.guichet.agent.DeploymentId;
import io.guichet.agent.ReadDeployments;
import io.guichet.conversation.ShowDeployment;
import io.guichet.conversation.TestPass;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A page with the widget of a deployment, for whoever looks after it: as it looks on the tenant's own. It needs none of the
 * deployment's domains: the browser gets a pass for that deployment, which goes to the widget's frame and to init alone.
 */
@WebServlet("/preview")
public class PreviewServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** What asks whether a page may show a deployment. */
    private static final List<String> ASKING = List.of("/widget/v1/frame", "/api/widget/v1/init");

    @Inject
    transient SignedIn me;

    @Inject
    transient ReadDeployments deployments;

    @Inject
    transient ShowDeployment show;

    @Inject
    transient PortalConfig config;

    private final transient PreviewPage page = new PreviewPage();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var context = me.over(request.getParameter("tenant"));
        var id = Optional.ofNullable(request.getParameter("id"))
                .flatMap(DeploymentId::parse)
                .orElseThrow(() ->
                        new GuichetException(ProblemCode.DEPLOYMENT_NOT_FOUND, "No deployment of yours has this id."));
        var key = deployments.get(context, id).deploymentKey();
        var pass = show.tryOut(context, id);
        ASKING.forEach(path -> response.addHeader("Set-Cookie", cookie(key, pass, path, config.publicUrl())));
        var look = WidgetLook.of(request::getParameter);
        response.setHeader("Content-Security-Policy", PreviewPage.policy(config.publicUrl()));
        response.setContentType("text/html;charset=UTF-8");
        response.getWriter().write(page.with(look.code(config.publicUrl(), key), locale(look, request)));
    }

    static String cookie(String deploymentKey, TestPass pass, String path, String publicUrl) {
        return TestPass.cookieFor(deploymentKey) + "=" + pass.text() + "; Path=" + path + "; Max-Age="
                + pass.lifetime().toSeconds() + "; HttpOnly; SameSite=Strict"
                + (publicUrl.startsWith("https:") ? "; Secure" : "");
    }

    /** What was chosen; else the language in which the portal speaks. */
    private static Locale locale(WidgetLook look, HttpServletRequest request) {
        var chosen = look.value("locale");
        var language = chosen.equals("auto") ? request.getLocale().getLanguage() : chosen;
        return language.equals("en") ? Locale.ENGLISH : Locale.FRENCH;
    }
}
