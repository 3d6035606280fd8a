package io.guichet.conversation;

import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message as both sides read it.
 *
 * @param role {@code visitor}, {@code agent} or {@code person}
 * @param brief the content without the words of the pre-quote, for those who show it as a table; or null
 * @param status {@code queued}, {@code processing}, {@code completed} or {@code failed}
 * @param erasedFiles how many of its files the tenant has erased since
 * @param preQuote JSON, where the message carries one
 * @param author the name of the person who wrote it; null for an agent and for the visitor
 * @param asksRating true where the visitor is asked with it how the conversation was; else null
 */
public record MessageView(
        String id,
        String role,
        String content,
        @Nullable String brief,
        String status,
        Instant createdAt,
        @Nullable String replyTo,
        List<Files.FileView> files,
        int erasedFiles,
        List<String> quickReplies,
        @JsonRawValue @Nullable String preQuote,
        @Nullable String author,
        @Nullable Boolean asksRating) {
    public MessageView {
        files = List.copyOf(files);
        quickReplies = List.copyOf(quickReplies);
    }
}
