package io.guichet.storage;

import java.util.regex.Pattern;

/** What a key looks like: nothing that climbs, and nothing that a file system or a signature writes in another way. */
final class StorageKey {

    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+/[A-Za-z0-9_-][A-Za-z0-9_.-]*");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9_-]+");

    private StorageKey() {}

    /**
     * @throws IllegalArgumentException if it is no key
     */
    static String checked(String key) {
        return checked(KEY, key);
    }

    /**
     * @throws IllegalArgumentException if it is no folder's name
     */
    static String checkedFolder(String folder) {
        return checked(FOLDER, folder);
    }

    private static String checked(Pattern pattern, String text) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException("this is no key of a file");
        }
        return text;
    }
}
