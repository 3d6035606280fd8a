package io.guichet.widget;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What is said instead of a page: two short sentences for a person, a problem for a program, nothing of the server. */
@WebServlet("/trouble")
public final class Trouble extends HttpServlet {

    private static final long serialVersionUID = 1L;

    /** Called by the container for what went wrong elsewhere; a page that asks for it finds nothing. */
    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        PageServlet.protect(response);
        answer(status instanceof Integer number ? number : HttpServletResponse.SC_NOT_FOUND, request, response);
    }

    static void answer(int status, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var accepts = request.getHeader("Accept");
        var what = What.of(status);
        response.setStatus(status);
        response.setHeader("Cache-Control", "no-store");
        var html = accepts != null && accepts.contains("text/html");
        var body = (html ? what.page() : what.problem(status)).getBytes(StandardCharsets.UTF_8);
        response.setContentType(html ? "text/html;charset=UTF-8" : "application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The kinds of trouble that a visitor can meet here. */
    private enum What {
        NOT_FOUND("Not Found", "Cette page n’existe pas.", "This page does not exist."),
        METHOD_NOT_ALLOWED("Method Not Allowed", "Cela ne se fait pas ici.", "This is not done here."),
        RATE_LIMITED(
                "Too Many Requests",
                "Trop de demandes à la fois : patientez un instant, puis réessayez.",
                "Too many requests at once: wait a moment, then try again."),
        BAD_REQUEST("Bad Request", "Cette demande n’a pas été comprise.", "This request was not understood."),
        INTERNAL(
                "Internal Server Error",
                "Le service ne répond pas pour l’instant. Réessayez un peu plus tard.",
                "The service does not answer for now. Try again a little later.");

        private final String title;
        private final String french;
        private final String english;

        What(String title, String french, String english) {
            this.title = title;
            this.french = french;
            this.english = english;
        }

        static What of(int status) {
            return switch (status) {
                case 404 -> NOT_FOUND;
                case 405 -> METHOD_NOT_ALLOWED;
                case 429 -> RATE_LIMITED;
                default -> status < 500 ? BAD_REQUEST : INTERNAL;
            };
        }

        String page() {
            return "<!doctype html><html lang=\"fr\"><head><meta charset=\"utf-8\">"
                    + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                    + "<meta name=\"color-scheme\" content=\"light dark\"><title>Guichet</title></head>"
                    + "<body><main><h1>" + french + "</h1><p lang=\"en\">" + english + "</p></main></body></html>\n";
        }

        String problem(int status) {
            return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"code\":\"%s\"}"
                    .formatted(title, status, name().toLowerCase(java.util.Locale.ROOT));
        }
    }
}
