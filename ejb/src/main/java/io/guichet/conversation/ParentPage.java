package io.guichet.conversation;

import org.jspecify.annotations.Nullable;

/**
 * The page that shows a deployment, as far as a request tells.
 *
 * @param origin as its browser says; null where it says nothing
 * @param testPass what lets whoever runs the deployment try it on a page of ours, or null
 */
public record ParentPage(@Nullable String origin, @Nullable String testPass) {

    /** A page that shows nothing but where it is. */
    public static ParentPage at(@Nullable String origin) {
        return new ParentPage(origin, null);
    }

    /** Never the pass. */
    @Override
    public String toString() {
        return "ParentPage[" + origin + "]";
    }
}
