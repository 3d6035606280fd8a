package io.guichet.api;

import io.guichet.conversation.Ratings;
import io.guichet.conversation.Ratings.NewRating;
import io.guichet.conversation.Ratings.RatingView;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How a visitor found his conversation. */
@Path("widget/v1/rating")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "widget")
@SecurityRequirement(name = "session")
@APIResponse(responseCode = "401", description = "invalid_session")
@APIResponse(responseCode = "429", description = "rate_limited: come again after Retry-After seconds")
public class RatingResource {

    @Inject
    Ratings ratings;

    @GET
    @Operation(summary = "Read the rating", description = "What was said of this conversation, if anything was.")
    @APIResponse(responseCode = "200", description = "Without rating where nobody rated it")
    public Answer<Rated> get(@HeaderParam("X-Session-ID") @Nullable String session) {
        var secret = Callers.session(session);
        return Answer.of(
                new Rated(ratings.ofSession(secret, Correlation.current()).orElse(null)));
    }

    /** The same again changes nothing, so that it needs no key of its own. */
    @POST
    @Operation(
            summary = "Rate the conversation",
            description = "1 to 5, and a comment of at most 1,000 characters. The session that rated it may change it.")
    @APIResponse(responseCode = "200", description = "As it is kept")
    @APIResponse(responseCode = "409", description = "conflict: nothing was said yet, or another session has rated it")
    @APIResponse(responseCode = "422", description = "invalid_fields")
    public Answer<RatingView> rate(@Nullable NewRating rating, @HeaderParam("X-Session-ID") @Nullable String session) {
        var secret = Callers.session(session);
        return Answer.of(ratings.rate(secret, Requests.body(rating), Correlation.current()));
    }

    /**
     * @param rating what was said, or null
     */
    public record Rated(@Nullable RatingView rating) {}
}
