package io.guichet.api;

import io.guichet.kernel.Ids;
import io.guichet.kernel.Json;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;

/** What the container refuses before a resource is reached (no token, no role, a body past all limits) is a problem, too. */
@WebServlet("/problem")
public class ContainerProblem extends HttpServlet {

    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        var code = ProblemMapper.codeOf(status instanceof Integer number ? number : 404);
        var traceId = Objects.requireNonNullElseGet(
                response.getHeader(Correlation.HEADER), () -> Ids.print("req_", Ids.next()));
        response.setStatus(code.status());
        response.setHeader(Correlation.HEADER, traceId);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setContentType(Problem.MEDIA_TYPE.toString());
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write(Json.write(Problem.of(code, code.title() + ".", traceId)));
    }
}
