package io.guichet.sector.artisan;

import io.guichet.spi.sector.Turn.Part;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;

/** What the agent says, in French, or in English where the contact does. */
final class Replies {

    private static final Properties FRENCH = Resource.properties("replies_fr.properties");
    private static final Properties ENGLISH = Resource.properties("replies_en.properties");

    private final Properties texts;
    private final String speaksFor;

    Replies(Locale locale, String speaksFor) {
        this.texts = locale.getLanguage().equals("en") ? ENGLISH : FRENCH;
        var name = withoutQuestion(speaksFor);
        this.speaksFor = name.isBlank() ? text("somebody") : name;
    }

    Part say(String key) {
        return new Part.Text(text(key).replace("{speaksFor}", speaksFor));
    }

    Part say(String key, List<String> names) {
        var listed = String.join(", ", names);
        return new Part.Text(text(key).replace("{speaksFor}", speaksFor).replace("{names}", withoutQuestion(listed)));
    }

    Part ask(Question question) {
        return say("ask." + question.key());
    }

    /** « Combien … » in the words of the unit. */
    Part askQuantity(String unit, String label) {
        return say("ask.quantity." + unit, List.of(label));
    }

    /** What may be answered with one touch; empty where the answer is free. */
    List<Part> quickReplies(Question question) {
        var replies = texts.getProperty("replies." + question.key());
        return replies == null
                ? List.of()
                : List.of(new Part.QuickReplies(
                        Arrays.stream(replies.split("\\|")).map(String::strip).toList()));
    }

    String name(Question question) {
        return text("name." + (question.code().isEmpty() ? question.key() : "quantity"));
    }

    private String text(String key) {
        return Objects.requireNonNull(texts.getProperty(key), key);
    }

    /** A name of the tenant's or of the price book's never makes a sentence a question. */
    private static String withoutQuestion(String name) {
        return name.replace("?", "").replace("？", "").strip();
    }
}
