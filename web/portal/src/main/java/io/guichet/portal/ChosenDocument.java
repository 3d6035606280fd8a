package io.guichet.portal;

import io.guichet.knowledge.DocumentView;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A document that somebody is about to replace or to remove.
 *
 * @param givenTitle the one that somebody gave it, which it keeps; null where it is called as its file is
 * @param removing whether it is to be removed
 */
public record ChosenDocument(
        String id, String title, @Nullable String givenTitle, boolean removing) implements Serializable {

    static ChosenDocument of(DocumentView document, boolean removing) {
        var given = document.title().equals(document.fileName()) ? null : document.title();
        return new ChosenDocument(document.id(), document.title(), given, removing);
    }
}
