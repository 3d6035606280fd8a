package io.guichet.answering.structured;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.guichet.kernel.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A model's answer: its words, apart from its blocks. Pure.
 *
 * @param words without the blocks that are the platform's; others stay for the guard
 * @param quote the text of the last {@code json-quote} block, or null
 * @param restatement what the contact wants, in sentences of the trade, or null
 * @param sources numbers of the documents that it names, from 1
 * @param unsure whether it says that it could not answer
 */
public record ModelReply(
        String words, @Nullable String quote, @Nullable String restatement, List<Integer> sources, boolean unsure) {

    private static final int LONGEST_BLOCK = 20_000;
    private static final int LONGEST_RESTATEMENT = 1_000;
    private static final int MOST_SOURCES = 5;
    private static final Pattern BLOCK = Pattern.compile("(?s)```[ \\t]*json-(quote|turn)\\b(.*?)(?:```|\\z)");

    private static final Pattern FENCED = Pattern.compile("(?s)```[ \\t]*[a-zA-Z-]*(.*?)(?:```|\\z)");

    public ModelReply {
        sources = List.copyOf(sources);
    }

    public static ModelReply of(String answer) {
        String quote = null;
        JsonNode about = null;
        for (var m = BLOCK.matcher(answer); m.find(); ) {
            if (m.group(1).equals("quote")) {
                quote = m.group(2).strip();
            } else {
                about = object(m.group(2).strip()).orElse(about);
            }
        }
        return new ModelReply(
                BLOCK.matcher(answer).replaceAll("").strip(), quote, restatement(about), sources(about), unsure(about));
    }

    /**
     * The same with another quote.
     *
     * @param answer of a model that was asked for the block alone; some put it between fences all the same
     */
    public ModelReply quoting(String answer) {
        var fenced = FENCED.matcher(answer);
        return new ModelReply(
                words, fenced.find() ? fenced.group(1).strip() : answer.strip(), restatement, sources, unsure);
    }

    /** The same with another restatement, or with none. */
    public ModelReply restating(@Nullable String text) {
        return new ModelReply(words, quote, text, sources, unsure);
    }

    /** A block as JSON; nothing where it is none, or too long. */
    static Optional<JsonNode> object(String block) {
        if (block.length() > LONGEST_BLOCK) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(Json.mapper().readTree(block)).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static @Nullable String restatement(@Nullable JsonNode about) {
        var text = about == null ? "" : about.path("restatement").asText("").strip();
        return text.isEmpty() || text.length() > LONGEST_RESTATEMENT ? null : text;
    }

    private static List<Integer> sources(@Nullable JsonNode about) {
        var numbers = new ArrayList<Integer>();
        if (about != null) {
            about.path("sources").forEach(n -> {
                if (n.isInt() && numbers.size() < MOST_SOURCES && !numbers.contains(n.intValue())) {
                    numbers.add(n.intValue());
                }
            });
        }
        return numbers;
    }

    private static boolean unsure(@Nullable JsonNode about) {
        return about != null && about.path("unsure").asBoolean(false);
    }
}
