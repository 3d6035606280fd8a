package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.Download;
import io.guichet.kernel.GuardedHttpClient;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.knowledge.extraction.Extraction;
import io.guichet.knowledge.extraction.Extractor;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a document and cuts it into passages; a page is fetched first. What cannot be read says why. */
@ApplicationScoped
public class TakeApart implements WorkHandler {

    static final WorkType TYPE = new WorkType(
            "knowledge.parse", WorkType.retriedForMinutes("knowledge.parse").retries(), Lane.DOCUMENTS);

    /** A document is a text, and no library. */
    static final int MOST_PASSAGES = 3_000;

    private static final Duration TO_FETCH = Duration.ofSeconds(20);
    private static final Map<String, String> HEADERS = Map.of(
            "Accept", "text/html, application/xhtml+xml, text/plain, text/markdown, application/pdf",
            "User-Agent", "Guichet");

    @Inject
    DocumentProgress progress;

    @Inject
    GuardedHttpClient http;

    @Inject
    Extractor extractor;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var step = DocumentProgress.Step.parse(subject);
        var begun = progress.begin(context, step);
        if (begun.isEmpty()) {
            return WorkOutcome.DONE;
        }
        var content = content(begun.get());
        return switch (content) {
            case Content.Later later -> new WorkOutcome.Retry(later.reason(), null);
            case Content.Never never -> failed(context, step, never.reason());
            case Content.There there -> read(context, step, there);
        };
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        progress.fail(context, DocumentProgress.Step.parse(subject), words(reason));
    }

    private static String words(String reason) {
        return DocumentFailure.isOfPage(reason) ? reason : DocumentFailure.LATER.words();
    }

    private WorkOutcome failed(CallContext context, DocumentProgress.Step step, String reason) {
        progress.fail(context, step, reason);
        return WorkOutcome.DONE;
    }

    private WorkOutcome read(CallContext context, DocumentProgress.Step step, Content.There content) {
        return switch (extractor.extract(content.kind(), content.bytes())) {
            case Extraction.Refused refused -> failed(context, step, refused.reason());
            case Extraction.Taken taken -> {
                var chunks = Chunking.chunks(taken.blocks());
                if (chunks.isEmpty()) {
                    yield failed(context, step, DocumentFailure.EMPTY.words());
                }
                if (chunks.size() > MOST_PASSAGES) {
                    yield failed(context, step, DocumentFailure.TOO_LONG.words());
                }
                yield store(context, step, chunks, content.fetched() ? content.bytes() : null);
            }
        };
    }

    private WorkOutcome store(
            CallContext context,
            DocumentProgress.Step step,
            java.util.List<Chunking.Chunk> chunks,
            byte @Nullable [] fetched) {
        try {
            progress.store(context, step, chunks, fetched);
            return WorkOutcome.DONE;
        } catch (GuichetException e) {
            if (e.code() != ProblemCode.STORAGE_FULL) {
                throw e;
            }
            return failed(context, step, DocumentFailure.NO_ROOM.words());
        }
    }

    private Content content(DocumentProgress.Begun begun) {
        var bytes = begun.bytes();
        return bytes != null ? new Content.There(begun.kind(), bytes, false) : fetched(String.valueOf(begun.url()));
    }

    private Content fetched(String url) {
        return switch (http.download(URI.create(url), HEADERS, TO_FETCH, ReceivedDocument.LARGEST)) {
            case Download.Refused refused ->
                new Content.Never(DocumentFailure.PAGE_REFUSED.words(refused.reason() + "."));
            case Download.TooLarge large ->
                new Content.Never(
                        DocumentFailure.PAGE_TOO_LARGE.words(ReceivedDocument.LARGEST / (1024 * 1024) + " MB."));
            case Download.Failed failed ->
                new Content.Later(DocumentFailure.PAGE_FAILED.words(failed.diagnostic() + "."));
            case Download.Answered answered -> answered(answered);
        };
    }

    private static Content answered(Download.Answered answer) {
        var status = answer.status();
        if (status == 429 || status >= 500) {
            return new Content.Later(DocumentFailure.PAGE_ANSWERED.words(status + "."));
        }
        if (status >= 300 && status < 400) {
            return new Content.Never(
                    DocumentFailure.PAGE_ELSEWHERE.words(status + "): give the address that it leads to."));
        }
        if (status != 200) {
            return new Content.Never(DocumentFailure.PAGE_ANSWERED.words(status + "."));
        }
        var type = answer.headers().getOrDefault("content-type", "");
        return DocumentKind.ofAnswer(type, answer.body())
                .<Content>map(kind -> new Content.There(kind.code(), answer.body(), true))
                .orElseGet(() -> new Content.Never(DocumentFailure.PAGE_OF_ANOTHER_KIND.words()));
    }

    /** What there is to read. */
    private sealed interface Content {

        @SuppressWarnings("ArrayRecordComponent")
        record There(String kind, byte[] bytes, boolean fetched) implements Content {}

        record Later(String reason) implements Content {}

        record Never(String reason) implements Content {}
    }
}
