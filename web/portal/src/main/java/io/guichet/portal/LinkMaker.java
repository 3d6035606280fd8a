package io.guichet.portal;

import io.guichet.conversation.LinkContact;
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

    @Inject
    LinkList list;

    private @Nullable String artisan;
    private @Nullable Integer days;
    private @Nullable String title;
    private @Nullable String customerName;
    private @Nullable String customerEmail;
    private boolean once;
    private @Nullable String tenant;
    private transient @Nullable LinkCreated created;

    public void create(String tenantId, String deploymentKey) {
        created = null;
        tenant = tenantId;
        var seconds = days == null ? null : (Long) Duration.ofDays(days).toSeconds();
        try {
            created = links.create(me.in(tenantId), wanted(deploymentKey, seconds), null);
            list.forget();
        } catch (GuichetException e) {
            var key = EXPLAINED.contains(e.code()) ? e.code().code() : "other";
            Messages.addGlobalError(Words.of("problem." + key));
        }
    }

    private NewLink wanted(String deploymentKey, @Nullable Long seconds) {
        var customer = new LinkContact(customerName, customerEmail);
        return new NewLink(deploymentKey, artisan, null, seconds, once ? 1 : null, title, customer);
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

    public @Nullable String getTitle() {
        return title;
    }

    public void setTitle(@Nullable String title) {
        this.title = title;
    }

    public @Nullable String getCustomerName() {
        return customerName;
    }

    public void setCustomerName(@Nullable String customerName) {
        this.customerName = customerName;
    }

    public @Nullable String getCustomerEmail() {
        return customerEmail;
    }

    public void setCustomerEmail(@Nullable String customerEmail) {
        this.customerEmail = customerEmail;
    }

    public boolean isOnce() {
        return once;
    }

    public void setOnce(boolean once) {
        this.once = once;
    }
}
