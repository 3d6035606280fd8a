package io.guichet.portal;

import io.guichet.agent.AgentId;
import io.guichet.agent.DeploymentId;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.knowledge.CommonDocuments;
import io.guichet.knowledge.DocumentId;
import io.guichet.knowledge.DocumentView;
import io.guichet.knowledge.Documents;
import io.guichet.knowledge.Found;
import io.guichet.knowledge.PageDraft;
import io.guichet.knowledge.Question;
import io.guichet.knowledge.ReceivedDocument;
import io.guichet.knowledge.Retrieval;
import java.util.List;
import java.util.Locale;

/** Where the documents of a page stand, and who looks after them there. */
sealed interface DocumentShelf {

    /** How many passages a question is answered with. */
    int PASSAGES = 5;

    Page<DocumentView> list(PageRequest page);

    DocumentView get(DocumentId id);

    /**
     * @param key of idempotency
     */
    void add(ReceivedDocument file, String key);

    /**
     * @param key of idempotency
     */
    void add(PageDraft page, String key);

    void replace(DocumentId id, ReceivedDocument file);

    void fetch(DocumentId id);

    void remove(DocumentId id);

    /** What a conversation would be answered from. */
    Found search(String question);

    private static Question question(String text, List<String> collections) {
        return new Question(text, Locale.FRENCH, collections, PASSAGES);
    }

    /** A deployment's own. */
    record OfDeployment(Documents documents, Retrieval retrieval, CallContext context, DeploymentId deployment)
            implements DocumentShelf {

        @Override
        public Page<DocumentView> list(PageRequest page) {
            return documents.list(context, deployment, page);
        }

        @Override
        public DocumentView get(DocumentId id) {
            return documents.get(context, deployment, id);
        }

        @Override
        public void add(ReceivedDocument file, String key) {
            documents.add(context, deployment, file, key);
        }

        @Override
        public void add(PageDraft page, String key) {
            documents.add(context, deployment, page, key);
        }

        @Override
        public void replace(DocumentId id, ReceivedDocument file) {
            documents.replace(context, deployment, id, file);
        }

        @Override
        public void fetch(DocumentId id) {
            documents.refetch(context, deployment, id);
        }

        @Override
        public void remove(DocumentId id) {
            documents.remove(context, deployment, id);
        }

        @Override
        public Found search(String question) {
            return retrieval.search(context, DocumentShelf.question(question, documents.searched(context, deployment)));
        }
    }

    /** An agent's, from which all of its deployments answer. */
    record OfAgent(CommonDocuments documents, Retrieval retrieval, PlatformCaller caller, AgentId agent)
            implements DocumentShelf {

        @Override
        public Page<DocumentView> list(PageRequest page) {
            return documents.list(caller, agent, page);
        }

        @Override
        public DocumentView get(DocumentId id) {
            return documents.get(caller, agent, id);
        }

        @Override
        public void add(ReceivedDocument file, String key) {
            documents.add(caller, agent, file, key);
        }

        @Override
        public void add(PageDraft page, String key) {
            documents.add(caller, agent, page, key);
        }

        @Override
        public void replace(DocumentId id, ReceivedDocument file) {
            documents.replace(caller, agent, id, file);
        }

        @Override
        public void fetch(DocumentId id) {
            documents.refetch(caller, agent, id);
        }

        @Override
        public void remove(DocumentId id) {
            documents.remove(caller, agent, id);
        }

        @Override
        public Found search(String question) {
            return retrieval.search(caller, DocumentShelf.question(question, documents.searched(caller, agent)));
        }
    }
}
