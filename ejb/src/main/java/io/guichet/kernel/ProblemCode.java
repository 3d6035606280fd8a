package io.guichet.kernel;

import java.util.Locale;

/**
 * Every way in which a call can fail, with its HTTP status. The wire form is the lower-case name, a part of the API: a
 * code is never renamed.
 *
 * @see "RFC 9457"
 */
public enum ProblemCode {
    MALFORMED_JSON(400, "The body is not JSON"),
    BAD_REQUEST(400, "The request cannot be understood"),
    UNAUTHENTICATED(401, "Nobody is signed in"),
    INVALID_API_KEY(401, "The API key opens nothing"),
    INVALID_SESSION(401, "The session opens nothing"),
    INVALID_CONTEXT_TOKEN(401, "The context is not vouched for"),
    FORBIDDEN(403, "Not allowed"),
    DOMAIN_NOT_ALLOWED(403, "This site may not show this agent"),
    NOT_FOUND(404, "There is nothing here"),
    DEPLOYMENT_NOT_FOUND(404, "There is no such deployment"),
    MEMBER_NOT_FOUND(404, "There is no such member"),
    LINK_NOT_FOUND(404, "There is no such link"),
    MESSAGE_NOT_FOUND(404, "There is no such message"),
    CONVERSATION_NOT_FOUND(404, "There is no such conversation"),
    FILE_NOT_FOUND(404, "There is no such file"),
    UPLOAD_NOT_FOUND(404, "There is no such upload"),
    CLIENT_NOT_FOUND(404, "There is no such client"),
    AGENT_NOT_FOUND(404, "There is no such agent"),
    DOMAIN_NOT_FOUND(404, "There is no such domain"),
    PLAN_NOT_FOUND(404, "There is no such plan"),
    INVITATION_NOT_FOUND(404, "There is no such invitation"),
    JOB_NOT_FOUND(404, "There is no such job"),
    HAND_OVER_NOT_FOUND(404, "There is no such hand-over"),
    METHOD_NOT_ALLOWED(405, "This is not done here"),
    NOT_ACCEPTABLE(406, "No such form of answer"),
    CONFLICT(409, "Somebody was faster"),
    WRONG_OFFSET(409, "The upload goes on elsewhere"),
    SLUG_TAKEN(409, "The short name belongs to another"),
    LINK_GONE(410, "The link no longer works"),
    LINK_USED(410, "The link was opened elsewhere"),
    INVITATION_GONE(410, "The invitation no longer stands"),
    PRECONDITION_FAILED(412, "Somebody changed it meanwhile"),
    BODY_TOO_LARGE(413, "The body is too large"),
    FILE_TOO_LARGE(413, "The file is too large"),
    TOO_MANY_FILES(413, "There are enough files"),
    STORAGE_FULL(413, "There is no room for more files"),
    UNSUPPORTED_MEDIA_TYPE(415, "Not this content type"),
    INVALID_FIELDS(422, "Some fields are not valid"),
    UNSUPPORTED_FILE(422, "The file is not what is accepted"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key belongs to another request"),
    UNREACHABLE_URL(422, "The address may not be used"),
    CONVERSATION_CLOSED(409, "The conversation has ended"),
    LINK_CODE_INVALID(422, "The code links nothing"),
    PRECONDITION_REQUIRED(428, "The version is needed"),
    PLAN_LIMIT_REACHED(403, "The plan allows no more"),
    QUOTA_EXCEEDED(429, "The period's quota is used up"),
    RATE_LIMITED(429, "Too many requests"),
    INTERNAL(500, "Something went wrong on our side"),
    UNAVAILABLE(503, "Not now");

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** What went wrong, the same words for every occurrence. */
    public String title() {
        return title;
    }

    /** The wire form, e.g. {@code link_gone}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
