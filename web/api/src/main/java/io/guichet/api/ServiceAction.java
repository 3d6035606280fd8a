package io.guichet.api;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.guichet.conversation.ServiceConversations;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What a tenant's software asks of its service client. Names in camelCase and in French are read, too. */
@JsonTypeInfo(
        use = JsonTypeInfo.Id.NAME,
        include = JsonTypeInfo.As.EXISTING_PROPERTY,
        property = "action",
        visible = true)
@JsonSubTypes({
    @JsonSubTypes.Type(name = ServiceAction.START, value = ServiceAction.StartConversation.class),
    @JsonSubTypes.Type(name = ServiceAction.SEND, value = ServiceAction.SendMessage.class),
    @JsonSubTypes.Type(name = ServiceAction.CLOSE, value = ServiceAction.CloseConversation.class),
    @JsonSubTypes.Type(name = ServiceAction.ADD, value = ServiceAction.AddKnowledge.class),
    @JsonSubTypes.Type(name = ServiceAction.UPDATE, value = ServiceAction.UpdateIntent.class),
    @JsonSubTypes.Type(name = ServiceAction.MEASURE, value = ServiceAction.GetMetrics.class)
})
public sealed interface ServiceAction {

    String START = "start_conversation";
    String SEND = "send_message";
    String CLOSE = "close_conversation";
    String ADD = "add_knowledge";
    String UPDATE = "update_intent";
    String MEASURE = "get_metrics";

    /**
     * Opens a conversation.
     *
     * @param deploymentKey of the deployment; without it the only active one, of the sector if one is said
     * @param sector e.g. restaurant
     * @param siteId read and not used: whose conversation it is, the key says
     */
    record StartConversation(
            @Schema(enumeration = START) String action,
            @JsonAlias("deploymentKey") @Nullable String deploymentKey,
            @JsonAlias("secteur") @Nullable String sector,

            @JsonAlias("siteId") @Schema(description = "Has no effect: the key says whose it is") @Nullable
            String siteId,

            @JsonAlias("langue") @Schema(description = "fr or en; French unless said") @Nullable
            String locale,

            @JsonAlias("userInfo") @Nullable UserInfo userInfo)
            implements ServiceAction {

        ServiceConversations.NewConversation conversation() {
            var user = userInfo == null
                    ? ServiceConversations.User.UNKNOWN
                    : new ServiceConversations.User(userInfo.name, userInfo.email, userInfo.phone);
            return new ServiceConversations.NewConversation(
                    Requests.given(deploymentKey), Requests.given(sector), Requests.given(locale), user);
        }
    }

    /**
     * Says something in a conversation that was opened here.
     */
    record SendMessage(
            @Schema(enumeration = SEND) String action,
            @JsonAlias("conversationId") @Nullable String conversationId,
            @JsonAlias({"content", "contenu"}) @Nullable String message)
            implements ServiceAction {}

    /** Closes a conversation that was opened here. */
    record CloseConversation(
            @Schema(enumeration = CLOSE) String action,
            @JsonAlias("conversationId") @Nullable String conversationId) implements ServiceAction {}

    /** Adds a frequent question. */
    record AddKnowledge(
            @Schema(enumeration = ADD) String action,
            @JsonAlias("secteur") @Nullable String sector,
            @JsonAlias("nom") @Nullable String name,
            @JsonAlias("langue") @Nullable String locale,
            @Nullable String question,
            @JsonAlias("variantes") @Nullable List<@Nullable String> variants,
            @JsonAlias({"reponse", "réponse"}) @Nullable String answer)
            implements ServiceAction {}

    /** Makes an intent what is said here, whether or not there is one of this name. */
    record UpdateIntent(
            @Schema(enumeration = UPDATE) String action,
            @JsonAlias("secteur") @Nullable String sector,
            @JsonAlias({"intent", "nom"}) @Nullable String name,
            @JsonAlias("langue") @Nullable String locale,
            @JsonAlias("exemples") @Nullable List<@Nullable String> examples,
            @JsonAlias({"reponse", "réponse"}) @Nullable String answer,
            @JsonAlias({"escalade", "escalate"}) @Nullable Boolean escalates,
            @JsonAlias({"isActive", "actif"}) @Nullable Boolean isActive)
            implements ServiceAction {}

    /**
     * Measures of some days together.
     *
     * @param from first day, in the tenant's zone; the last 30 days where nothing is said
     * @param to last day; today where nothing is said
     */
    record GetMetrics(
            @Schema(enumeration = MEASURE) String action,

            @JsonAlias({"du", "startDate"}) @Schema(format = "date") @Nullable
            String from,

            @JsonAlias({"au", "endDate"}) @Schema(format = "date") @Nullable
            String to,

            @JsonAlias("deploymentKey") @Nullable String deploymentKey)
            implements ServiceAction {}

    /** Who speaks, as far as the tenant knows: it vouches for it. */
    record UserInfo(
            @JsonAlias("nom") @Nullable String name,
            @Nullable String email,
            @JsonAlias("telephone") @Nullable String phone) {}
}
