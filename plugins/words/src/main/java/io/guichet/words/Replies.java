package io.guichet.words;

import io.guichet.spi.sector.Turn.Part;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.stream.Collectors;

/** What an agent says, in French, or in English where the contact does. */
public final class Replies {

    private static final int LONGEST_QUICK_REPLY = 40;
    private static final int MOST_QUICK_REPLIES = 6;

    private final Properties texts;
    private final String speaksFor;

    private Replies(Properties texts, String speaksFor) {
        this.texts = texts;
        var name = plain(speaksFor);
        this.speaksFor = name.isBlank() ? text("somebody") : name;
    }

    /** What stands beside an agent's class, in two languages. */
    public record Texts(Properties french, Properties english) {

        public static Texts beside(Class<?> agent) {
            return new Texts(read(agent, "replies_fr.properties"), read(agent, "replies_en.properties"));
        }

        public Replies in(Locale locale, String speaksFor) {
            return new Replies(locale.getLanguage().equals("en") ? english : french, speaksFor);
        }

        private static Properties read(Class<?> agent, String name) {
            var stream = Objects.requireNonNull(agent.getResourceAsStream(name), name);
            try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
                var texts = new Properties();
                texts.load(reader);
                return texts;
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
        }
    }

    public Part say(String key) {
        return say(key, Map.of());
    }

    /**
     * @param words by the name that stands in braces
     */
    public Part say(String key, Map<String, String> words) {
        var text = text(key).replace("{speaksFor}", speaksFor);
        for (var word : words.entrySet()) {
            text = text.replace("{" + word.getKey() + "}", plain(word.getValue()));
        }
        return new Part.Text(text);
    }

    /** Answers with one touch, of a key; separated by a bar. */
    public Part touch(String key) {
        return new Part.QuickReplies(
                Arrays.stream(text(key).split("\\|")).map(String::strip).toList());
    }

    /** Answers with one touch, as far as they fit; nothing where none does. */
    public List<Part> touch(List<String> replies) {
        var fitting = replies.stream()
                .filter(reply -> !reply.isBlank() && reply.length() <= LONGEST_QUICK_REPLY)
                .limit(MOST_QUICK_REPLIES)
                .collect(Collectors.toList());
        return fitting.isEmpty() ? List.of() : List.of(new Part.QuickReplies(fitting));
    }

    public String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    /** A name of the tenant's, of the price book's or of the contact's never makes a question, or an amount. */
    private static String plain(String name) {
        return name.replace("?", "")
                .replace("？", "")
                .replace("؟", "")
                .replace("€", "")
                .replace("EUR", "")
                .strip();
    }
}
