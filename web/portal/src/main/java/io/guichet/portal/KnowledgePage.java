package io.guichet.portal;

import io.guichet.agent.DeploymentDetails;
import io.guichet.agent.ReadDeployments;
import io.guichet.billing.Metric;
import io.guichet.billing.UsageFigures;
import io.guichet.billing.UsageView;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.DocumentFailure;
import io.guichet.knowledge.DocumentId;
import io.guichet.knowledge.DocumentView;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.omnifaces.util.Ajax;
import org.omnifaces.util.Faces;

/** The documents that a deployment has for itself, or those of an agent for those who run the platform. */
@Named("knowledgePage")
@ViewScoped
public class KnowledgePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final Page<DocumentView> NONE = new Page<>(List.of(), null);
    private static final Set<ProblemCode> EXPLAINED = Set.of(
            ProblemCode.CONFLICT,
            ProblemCode.DOCUMENT_NOT_FOUND,
            ProblemCode.FILE_TOO_LARGE,
            ProblemCode.IDEMPOTENCY_KEY_REUSED,
            ProblemCode.INVALID_FIELDS,
            ProblemCode.STORAGE_FULL,
            ProblemCode.UNAVAILABLE,
            ProblemCode.UNREACHABLE_URL,
            ProblemCode.UNSUPPORTED_FILE);

    @Inject
    SignedIn me;

    @Inject
    ReadDeployments deployments;

    @Inject
    DocumentShelves shelves;

    @Inject
    UsageFigures usage;

    private @Nullable String tenant;
    private @Nullable String deployment;
    private @Nullable String agent;
    private @Nullable String cursor;
    private @Nullable String notice;
    private @Nullable ChosenDocument chosen;
    private boolean missing;
    private @Nullable String name;
    private transient @Nullable Page<DeploymentDetails> choice;
    private transient @Nullable Page<DocumentView> documents;
    private transient UsageView.@Nullable Line room;

    /** Ends in the page for 403 or 404 before anything is drawn, where it is not his to see. */
    public void open() {
        if (isChosen()) {
            getName();
            getDocuments();
        } else {
            getChoice();
        }
    }

    /** Whether it is said whose documents are meant. */
    public boolean isChosen() {
        return agent != null || deployment != null;
    }

    /** The tenant's deployments, where none was chosen yet. */
    public Page<DeploymentDetails> getChoice() {
        if (choice == null) {
            choice = deployments.list(
                    context(),
                    PageRequest.of(null, cursor, null, null, ReadDeployments.SORTS, "name"),
                    null,
                    null,
                    null);
        }
        return choice;
    }

    /** The deployment's, or the agent's. */
    public String getName() {
        if (name == null) {
            name = agent == null
                    ? shelves.nameOfDeployment(context(), Objects.requireNonNullElse(deployment, ""))
                    : shelves.nameOfAgent(me.platform(), agent);
        }
        return name;
    }

    public Page<DocumentView> getDocuments() {
        if (documents == null) {
            documents = read();
        }
        return documents;
    }

    private Page<DocumentView> read() {
        var page = PageRequest.of(null, cursor);
        try {
            missing = false;
            return shelf().list(page);
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.CONFLICT) {
                throw e;
            }
            missing = true;
            return NONE;
        }
    }

    /** Whether there is no collection to put documents into. */
    public boolean isMissing() {
        getDocuments();
        return missing;
    }

    /** What files and documents take of the tenant's room; null for the platform's, which count for nobody. */
    public UsageView.@Nullable Line getRoom() {
        if (room == null && agent == null) {
            room = usage.current(context()).metrics().stream()
                    .filter(line -> line.metric() == Metric.STORAGE_BYTES)
                    .findFirst()
                    .orElse(null);
        }
        return room;
    }

    /** Why a document failed, in the reader's words. */
    public String failure(DocumentView document) {
        var said = Objects.requireNonNullElse(document.failure(), "");
        return DocumentFailure.of(said)
                .map(known ->
                        Words.of("knowledge.failure." + known.code()).replace("{0}", said.replaceAll("[^0-9]", "")))
                .orElse(said);
    }

    /** Looks how far the documents have come, and draws them anew where they are not as they were. */
    public void look() {
        var before = documents;
        documents = null;
        if (!getDocuments().equals(before)) {
            room = null;
            Ajax.update("room", "documents");
        }
    }

    public void fetch() {
        attempt(() -> shelf().fetch(pressed()));
    }

    /** Shows where another file is chosen for the document of the button. */
    public void askToReplace() {
        choose(false);
    }

    /** Asks once more. */
    public void askToRemove() {
        choose(true);
    }

    private void choose(boolean removing) {
        chosen = null;
        attempt(() -> chosen = ChosenDocument.of(shelf().get(pressed()), removing));
    }

    public void remove() {
        var going = chosen;
        chosen = null;
        if (going != null && attempt(() -> shelf().remove(id(going.id())))) {
            notice = Words.of("knowledge.removed");
        }
    }

    /** Leaves the chosen document as it is. */
    public void keep() {
        notice = null;
        chosen = null;
    }

    /** The button carries its document's id: what others sent meanwhile moves the rows. */
    private static DocumentId pressed() {
        return id(Objects.requireNonNullElse(Faces.getRequestParameter("document"), ""));
    }

    static DocumentId id(String text) {
        return DocumentId.parse(text)
                .orElseThrow(() -> new GuichetException(ProblemCode.DOCUMENT_NOT_FOUND, "There is no such document."));
    }

    /**
     * What a wrong file, an empty field or somebody else's haste forbids is said on the page; anything else ends in its own.
     *
     * @return whether it was done
     */
    boolean attempt(Runnable deed) {
        notice = null;
        documents = null;
        room = null;
        try {
            deed.run();
            return true;
        } catch (GuichetException e) {
            if (!EXPLAINED.contains(e.code())) {
                throw e;
            }
            refuse(e.code().code());
            return false;
        }
    }

    /** Says why nothing was done. */
    void refuse(String why) {
        notice = Words.of("knowledge.problem." + why);
    }

    /** Opens the first documents anew: what was just sent is among them, and sent twice by nobody. */
    void reopen(String said) {
        Faces.setFlashAttribute("said", Words.of(said));
        if (agent == null) {
            Faces.redirect(
                    "knowledge?tenant=%s&deployment=%s",
                    Objects.requireNonNullElse(tenant, ""), Objects.requireNonNullElse(deployment, ""));
        } else {
            Faces.redirect("knowledge?agent=%s", agent);
        }
    }

    DocumentShelf shelf() {
        return agent == null
                ? shelves.ofDeployment(context(), Objects.requireNonNullElse(deployment, ""))
                : shelves.ofAgent(me.platform(), agent);
    }

    private CallContext context() {
        var context = me.in(tenant);
        context.require(Permission.MANAGE_DEPLOYMENTS);
        return context;
    }

    public @Nullable String getTenant() {
        return tenant;
    }

    public void setTenant(@Nullable String tenant) {
        this.tenant = tenant;
    }

    public @Nullable String getDeployment() {
        return deployment;
    }

    public void setDeployment(@Nullable String deployment) {
        this.deployment = deployment;
    }

    public @Nullable String getAgent() {
        return agent;
    }

    public void setAgent(@Nullable String agent) {
        this.agent = agent;
    }

    public @Nullable String getCursor() {
        return cursor;
    }

    public void setCursor(@Nullable String cursor) {
        this.cursor = cursor;
    }

    /** What came of the last deed, or null. */
    public @Nullable String getNotice() {
        return notice;
    }

    /** The document that is to be replaced or removed, or null. */
    public @Nullable ChosenDocument getChosenDocument() {
        return chosen;
    }
}
