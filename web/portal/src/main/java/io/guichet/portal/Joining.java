package io.guichet.portal;

import io.guichet.invitation.AnswerInvitations;
import io.guichet.invitation.AnswerInvitations.Pending;
import io.guichet.invitation.InvitationId;
import io.guichet.invitation.LinkCodes;
import io.guichet.invitation.LinkCodes.Redemption;
import io.guichet.kernel.GuichetException;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a craftsman comes to new spaces: invitations that he answers, a LINK- code that he types. */
@Named("joining")
@ViewScoped
public class Joining implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Set<String> EXPLAINED =
            Set.of("conflict", "invitation_not_found", "invitation_gone", "forbidden");
    private static final String HOME = "/index?faces-redirect=true";

    @Inject
    SignedIn me;

    @Inject
    AnswerInvitations answers;

    @Inject
    LinkCodes codes;

    private @Nullable String code;
    private @Nullable String problem;
    private transient @Nullable List<Pending> invitations;

    public List<Pending> getInvitations() {
        if (invitations == null) {
            var invitee = me.invitee();
            answers.arrive(invitee.id(), invitee);
            invitations = answers.pending(invitee.id(), invitee.email());
        }
        return invitations;
    }

    public @Nullable String accept(String id) {
        return tried(() -> {
            var invitee = me.invitee();
            answers.accept(invitee.id(), invitee, InvitationId.parse(id).orElseThrow());
        });
    }

    public @Nullable String decline(String id) {
        return tried(() -> {
            var invitee = me.invitee();
            answers.decline(invitee.id(), invitee, InvitationId.parse(id).orElseThrow());
        });
    }

    public @Nullable String link() {
        return tried(() -> {
            var invitee = me.invitee();
            switch (codes.redeem(invitee.id(), invitee, Objects.requireNonNullElse(code, ""))) {
                case Redemption.Linked linked -> {}
                case Redemption.Wrong wrong -> say("joining.wrong");
                case Redemption.Locked locked -> say("joining.locked");
            }
        });
    }

    /** Home again, where it shows; or here, with what was in the way. */
    private @Nullable String tried(Runnable action) {
        invitations = null;
        problem = null;
        try {
            action.run();
        } catch (GuichetException e) {
            say("joining." + (EXPLAINED.contains(e.code().code()) ? e.code().code() : "other"));
        }
        return problem == null ? HOME : null;
    }

    private void say(String key) {
        problem = Words.of(key);
    }

    /** What was in the way of the last answer or code, or null. */
    public @Nullable String getProblem() {
        return problem;
    }

    public @Nullable String getCode() {
        return code;
    }

    public void setCode(@Nullable String code) {
        this.code = code;
    }
}
