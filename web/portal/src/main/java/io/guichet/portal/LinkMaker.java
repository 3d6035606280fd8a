package io.guichet.portal;

import io.guichet.conversation.Links;
import io.guichet.conversation.Links.LinkCreated;
import io.guichet.conversation.Links.NewLink;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Messages;

/** Makes a link for a customer, and shows its address this once. */
@Named("linkMaker")
@ViewScoped
public class LinkMaker implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<ProblemCode> EXPLAINED = EnumSet.of(
            ProblemCode.DEPLOYMENT_NOT_FOUND,
            ProblemCode.MEMBER_NOT_FOUND,
            ProblemCode.INVALID_FIELDS,
            ProblemCode.FORBIDDEN);

    @Inject
    SignedIn me;

    @Inject
    Links links;

    private @Nullable String artisan;
    private @Nullable Integer days;
    private @Nullable String tenant;
    private transient @Nullable LinkCreated created;

    public void create(String tenantId, String deploymentKey) {
        created = null;
        tenant = tenantId;
        var seconds = days == null ? null : (Long) Duration.ofDays(days).toSeconds();
        try {
            created = links.create(me.in(tenantId), new NewLink(deploymentKey, artisan, null, seconds), null);
        } catch (GuichetException e) {
            var key = EXPLAINED.contains(e.code()) ? e.code().code() : "other";
            Messages.addGlobalError(Words.of("problem." + key));
        }
    }

    /** The link that was just made at a tenant, or null. */
    public @Nullable LinkCreated createdAt(String tenantId) {
        return tenantId.equals(tenant) ? created : null;
    }

    public @Nullable String getArtisan() {
        return artisan;
    }

    public void setArtisan(@Nullable String artisan) {
        this.artisan = artisan;
    }

    public @Nullable Integer getDays() {
        return days;
    }

    public void setDays(@Nullable Integer days) {
        this.days = days;
    }
}
