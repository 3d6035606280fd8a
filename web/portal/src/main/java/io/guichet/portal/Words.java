package io.guichet.portal;

import java.util.ResourceBundle;
import org.omnifaces.util.Faces;

/** What a page says, in the language of who looks at it. */
final class Words {

    private Words() {}

    /** The text of a key, as {@code #{text[key]}} in a page. */
    static String of(String key) {
        return ResourceBundle.getBundle("io.guichet.portal.messages", Faces.getLocale())
                .getString(key);
    }
}
