package io.guichet.conversation;

import io.guichet.conversation.UploadRecords.Row;
import io.guichet.conversation.checking.ReceivedFile;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.Token;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Files that come in pieces, over lines that break. What has come is kept piece by piece, whatever happens to the line or
 * to this process; once it is whole it becomes a file like any other.
 */
@ApplicationScoped
public class Uploads {

    /** What is lost at the most when a line breaks. */
    private static final int PIECE = 256 * 1024;

    /** After these nothing that is sent again makes a file of it. */
    private static final Set<ProblemCode> FOR_GOOD =
            Set.of(ProblemCode.UNSUPPORTED_FILE, ProblemCode.STORAGE_FULL, ProblemCode.CONVERSATION_CLOSED);

    @Inject
    UploadRecords records;

    @Inject
    Files files;

    /**
     * Reserves one of the conversation's places.
     *
     * @param length of the file, in bytes
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#CONVERSATION_CLOSED}, {@link
     *     ProblemCode#FILE_TOO_LARGE}, {@link ProblemCode#TOO_MANY_FILES}, {@link ProblemCode#UNSUPPORTED_FILE} by its name
     */
    public Progress begin(
            Token session, String name, long length, @Nullable String idempotencyKey, String correlation) {
        var kept = ReceivedFile.checkClaim(name, length);
        if (length < 1) {
            throw new GuichetException(ProblemCode.UNSUPPORTED_FILE, "It is empty.");
        }
        return Progress.of(records.begin(session, kept, (int) length, idempotencyKey, correlation));
    }

    /**
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#UPLOAD_NOT_FOUND}
     */
    public Progress progress(Token session, UploadId id, String correlation) {
        return Progress.of(records.find(session, id, correlation));
    }

    /**
     * Takes what comes next, and the file with the last byte. Nothing more to come, it answers with the file again.
     *
     * @param offset where it begins
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#UPLOAD_NOT_FOUND}, {@link
     *     ProblemCode#WRONG_OFFSET}, {@link ProblemCode#FILE_TOO_LARGE} for more than was announced; and what {@link
     *     Files#receive} refuses: then the place is free again
     * @throws IOException if the line breaks; what had come is kept
     */
    public Step receive(Token session, UploadId id, long offset, InputStream body, String correlation)
            throws IOException {
        var row = records.find(session, id, correlation);
        row.require(offset);
        while (!row.whole()) {
            var piece = body.readNBytes(Math.min(PIECE, row.length() - row.received()));
            if (piece.length == 0) {
                return new Step(Progress.of(row), null);
            }
            row = records.append(session, id, row.received(), piece, correlation);
        }
        if (body.read() >= 0) {
            throw new GuichetException(
                    ProblemCode.FILE_TOO_LARGE, "The upload was announced with " + row.length() + " bytes.");
        }
        return new Step(Progress.of(row), file(session, row, correlation));
    }

    private Files.FileView file(Token session, Row row, String correlation) {
        var claimed = records.claim(session, row.id(), correlation);
        var visitor = claimed.visitor();
        if (claimed.file() != null) {
            return files.view(visitor.tenant(), claimed.file(), Files.Reader.VISITOR);
        }
        try {
            var received = ReceivedFile.check(
                    visitor.tenant().toString(),
                    visitor.actor().text(),
                    row.name(),
                    () -> records.whole(session, row.id(), correlation));
            return files.keep(visitor, received, id -> records.complete(session, row.id(), id, received, correlation));
        } catch (GuichetException e) {
            if (FOR_GOOD.contains(e.code())) {
                records.refuse(session, row.id(), correlation);
            } else {
                records.release(session, row.id(), correlation);
            }
            throw e;
        }
    }

    /**
     * Gives the place back, and forgets what has come.
     *
     * @throws GuichetException {@link ProblemCode#INVALID_SESSION}, {@link ProblemCode#UPLOAD_NOT_FOUND}, {@link
     *     ProblemCode#CONFLICT} once it is a file
     */
    public void end(Token session, UploadId id, String correlation) {
        records.end(session, id, correlation);
    }

    /**
     * How far an upload has come.
     *
     * @param offset of the next byte
     */
    public record Progress(UploadId id, long length, long offset, Instant expiresAt) {

        static Progress of(Row row) {
            return new Progress(row.id(), row.length(), row.received(), row.expiresAt());
        }
    }

    /**
     * @param file null until it is whole
     */
    public record Step(Progress progress, Files.@Nullable FileView file) {}
}
