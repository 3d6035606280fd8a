package io.guichet.portal;

import io.guichet.agent.AdministerAgents;
import io.guichet.agent.AgentId;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.GuichetException.FieldError;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.knowledge.PromotedAnswerId;
import io.guichet.knowledge.PromotedAnswerView;
import io.guichet.knowledge.PromotionReview;
import io.guichet.tenancy.Clients;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Faces;

/** What an agent may take over of what its deployments learned: read, reworded and decided by those who run the platform. */
@Named("promotionsPage")
@ViewScoped
public class PromotionsPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int MOST = 20;
    private static final String HOLE = "[…]";
    private static final Set<ProblemCode> EXPLAINED =
            Set.of(ProblemCode.CONFLICT, ProblemCode.INVALID_FIELDS, ProblemCode.NOT_FOUND);

    @Inject
    SignedIn me;

    @Inject
    PromotionReview review;

    @Inject
    AdministerAgents agents;

    @Inject
    Clients clients;

    private final HashMap<String, String> faults = new HashMap<>();
    private @Nullable String agent;
    private String state = "proposed";
    private @Nullable String cursor;
    private @Nullable String name;
    private @Nullable String chosen;
    private @Nullable String question;
    private @Nullable String answer;
    private @Nullable String note;
    private @Nullable String notice;
    private transient @Nullable Page<PromotedAnswerView> answers;
    private transient @Nullable Map<TenantId, String> names;

    /** Ends in the page for 403 or 404 before anything is drawn. */
    public void open() {
        if (!PromotionReview.STATES.contains(state)) {
            throw new GuichetException(ProblemCode.NOT_FOUND, "There is no such state.");
        }
        getName();
        getAnswers();
    }

    /** The agent's. */
    public String getName() {
        if (name == null) {
            name = agents.get(me.platform(), agentId()).name();
        }
        return name;
    }

    public List<String> getStates() {
        return PromotionReview.STATES;
    }

    public Page<PromotedAnswerView> getAnswers() {
        if (answers == null) {
            answers = review.list(me.platform(), agentId(), state, PageRequest.of(MOST, cursor));
        }
        return answers;
    }

    /** Whose deployment learned it; empty where that is not known any more. */
    public String client(PromotedAnswerView one) {
        if (names == null) {
            names = new HashMap<>();
        }
        return one.clientId() == null ? "" : names.computeIfAbsent(one.clientId(), this::nameOf);
    }

    private String nameOf(TenantId client) {
        try {
            return clients.get(me.platform(), client).name();
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.CLIENT_NOT_FOUND) {
                throw e;
            }
            return "";
        }
    }

    /** Shows a proposal to be reworded and decided. */
    public void look() {
        attempt(() -> {
            var id = pressed();
            var one = getAnswers().items().stream()
                    .filter(a -> a.id().equals(id))
                    .findFirst()
                    .orElseThrow(PromotionsPage::nothingHere);
            chosen = id.toString();
            question = one.question();
            answer = one.answer();
            note = null;
        });
    }

    public void approve() {
        decide(
                () -> review.approve(
                        me.platform(),
                        agentId(),
                        id(chosen),
                        new PromotionReview.Words(
                                Objects.requireNonNullElse(question, ""), Objects.requireNonNullElse(answer, ""))),
                "promotions.approved");
    }

    public void reject() {
        decide(() -> review.reject(me.platform(), agentId(), id(chosen), note), "promotions.rejected");
    }

    public void withdraw() {
        if (attempt(() -> review.withdraw(me.platform(), agentId(), pressed(), null))) {
            notice = Words.of("promotions.withdrawn");
        }
    }

    /** Decides nothing yet. */
    public void leave() {
        faults.clear();
        notice = null;
        chosen = null;
    }

    private void decide(Runnable deed, String said) {
        if (attempt(deed)) {
            chosen = null;
            notice = Words.of(said);
        }
    }

    /** What a text that does not do or somebody else's haste forbids is said on the page; anything else ends in its own. */
    private boolean attempt(Runnable deed) {
        notice = null;
        faults.clear();
        answers = null;
        try {
            deed.run();
            return true;
        } catch (GuichetException e) {
            if (!EXPLAINED.contains(e.code())) {
                throw e;
            }
            e.fields().forEach(this::explain);
            if (e.code() != ProblemCode.INVALID_FIELDS) {
                chosen = null;
                notice = Words.of("learned.problem." + e.code().code());
            }
            return false;
        }
    }

    private void explain(FieldError fault) {
        var about = fault.message().contains(HOLE) ? "hole" : fault.field();
        faults.merge(
                fault.field(),
                Words.of("promotions.fault." + about),
                (said, more) -> about.equals("hole") ? more : said);
    }

    private AgentId agentId() {
        return AgentId.parse(Objects.requireNonNullElse(agent, ""))
                .orElseThrow(() -> new GuichetException(ProblemCode.AGENT_NOT_FOUND, "No agent has this id."));
    }

    /** The button carries its answer's id: what was proposed meanwhile moves the rows. */
    private static PromotedAnswerId pressed() {
        return id(Faces.getRequestParameter("answer"));
    }

    private static PromotedAnswerId id(@Nullable String text) {
        return PromotedAnswerId.parse(Objects.requireNonNullElse(text, "")).orElseThrow(PromotionsPage::nothingHere);
    }

    private static GuichetException nothingHere() {
        return new GuichetException(ProblemCode.NOT_FOUND, "The agent has no such answer.");
    }

    public @Nullable String getAgent() {
        return agent;
    }

    public void setAgent(@Nullable String agent) {
        this.agent = agent;
    }

    public String getState() {
        return state;
    }

    public void setState(@Nullable String state) {
        this.state = state == null || state.isBlank() ? "proposed" : state;
    }

    public @Nullable String getCursor() {
        return cursor;
    }

    public void setCursor(@Nullable String cursor) {
        this.cursor = cursor;
    }

    /** Whether one is being decided. */
    public boolean isDeciding() {
        return chosen != null;
    }

    /** By the field's name, what is wrong with it. */
    public Map<String, String> getFaults() {
        return faults;
    }

    public @Nullable String getQuestion() {
        return question;
    }

    public void setQuestion(@Nullable String question) {
        this.question = question;
    }

    public @Nullable String getAnswer() {
        return answer;
    }

    public void setAnswer(@Nullable String answer) {
        this.answer = answer;
    }

    public @Nullable String getNote() {
        return note;
    }

    public void setNote(@Nullable String note) {
        this.note = note;
    }

    /** What came of the last deed, or null. */
    public @Nullable String getNotice() {
        return notice;
    }
}
