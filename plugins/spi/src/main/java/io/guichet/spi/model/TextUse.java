package io.guichet.spi.model;

import io.guichet.spi.config.Settings;

/** What a text is for of which a vector is made. Some models were taught to tell them apart by words before the text. */
public enum TextUse {
    /** It is asked, or compared with what is asked. */
    ASKED("query_prefix"),

    /** It is kept, to be found by what is asked. */
    KEPT("passage_prefix");

    private final String setting;

    TextUse(String setting) {
        this.setting = setting;
    }

    /** The setting that has the words before such a text, e.g. {@code query: }. Whoever runs the platform sets it. */
    public String setting() {
        return setting;
    }

    /** The words before such a text; empty where none are set. */
    public String prefix(Settings settings) {
        return settings.get(setting).orElse("");
    }
}
