package io.guichet.portal;

import io.guichet.conversation.LinkId;
import io.guichet.conversation.LinkView;
import io.guichet.conversation.Links;
import io.guichet.conversation.ReadLinks;
import io.guichet.conversation.ReadLinks.LinkFilter;
import io.guichet.conversation.SendLink;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The links at a tenant: how far each has come, to be sent and to be ended. */
@Named("linkList")
@ViewScoped
public class LinkList implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<String> EXPLAINED =
            Set.of("invalid_fields", "rate_limited", "quota_exceeded", "link_gone", "link_used", "conflict");

    @Inject
    SignedIn me;

    @Inject
    ReadLinks read;

    @Inject
    SendLink sending;

    @Inject
    Links links;

    @Inject
    Clock clock;

    private final HashMap<String, String> addresses = new HashMap<>();
    private @Nullable String cursor;
    private @Nullable String notice;
    private transient @Nullable Page<LinkView> page;

    public Page<LinkView> at(String tenant) {
        if (page == null) {
            page = read.list(
                    me.in(tenant),
                    LinkFilter.ALL,
                    PageRequest.of(null, cursor, null, null, ReadLinks.SORTS, "-created_at"));
            page.items().stream()
                    .filter(l -> l.contact() != null && l.contact().email() != null)
                    .forEach(l ->
                            addresses.putIfAbsent(l.id().toString(), l.contact().email()));
        }
        return page;
    }

    /** What was read is out of date. */
    void forget() {
        page = null;
    }

    /** Whether a link still opens its conversation. */
    public boolean works(LinkView link) {
        return link.revokedAt() == null && clock.instant().isBefore(link.expiresAt());
    }

    public void send(String tenant, String link) {
        try {
            sending.send(me.in(tenant), id(link), addresses.get(link), null);
            notice = Words.of("links.sent.now");
        } catch (GuichetException e) {
            var code = e.code().code();
            notice = Words.of("links.problem." + (EXPLAINED.contains(code) ? code : "other"));
        }
        forget();
    }

    public void revoke(String tenant, String link) {
        links.revoke(me.in(tenant), id(link));
        notice = null;
        forget();
    }

    private static LinkId id(String link) {
        return LinkId.parse(link)
                .orElseThrow(() -> new GuichetException(ProblemCode.LINK_NOT_FOUND, "No link of yours has this id."));
    }

    /** By a link's id, to whom it is to be sent. */
    public Map<String, String> getAddresses() {
        return addresses;
    }

    /** What became of the last letter, or null. */
    public @Nullable String getNotice() {
        return notice;
    }

    public @Nullable String getCursor() {
        return cursor;
    }

    public void setCursor(@Nullable String cursor) {
        this.cursor = cursor;
    }
}
