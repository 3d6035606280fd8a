package io.guichet.conversation.checking;

import java.util.Locale;
import java.util.Optional;

/** The kinds of file that are accepted, told by their first bytes and never by their names. */
public enum FileType {
    JPEG("image/jpeg", "jpg"),
    PNG("image/png", "png"),
    WEBP("image/webp", "webp"),
    PDF("application/pdf", "pdf");

    private final String mime;
    private final String extension;

    FileType(String mime, String extension) {
        this.mime = mime;
        this.extension = extension;
    }

    public String mime() {
        return mime;
    }

    String extension() {
        return extension;
    }

    /** Whether it takes many times its size in memory to look into one: a WebP's reader is written in Java. */
    boolean isHeavy() {
        return this == WEBP || this == PDF;
    }

    static Optional<FileType> of(byte[] bytes) {
        if (starts(bytes, 0, 0xFF, 0xD8, 0xFF)) {
            return Optional.of(JPEG);
        }
        if (starts(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
            return Optional.of(PNG);
        }
        if (starts(bytes, 0, 'R', 'I', 'F', 'F') && starts(bytes, 8, 'W', 'E', 'B', 'P')) {
            return Optional.of(WEBP);
        }
        if (starts(bytes, 0, '%', 'P', 'D', 'F', '-')) {
            return Optional.of(PDF);
        }
        return Optional.empty();
    }

    /** What a name claims to be; nothing where it claims nothing that is known. */
    static Optional<FileType> claimed(String name) {
        var lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpeg")) {
            return Optional.of(JPEG);
        }
        for (var type : values()) {
            if (lower.endsWith("." + type.extension)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** A name that claims this type: as it is, or with another ending. */
    String named(String name) {
        return claimed(name).equals(Optional.of(this))
                ? name
                : name.substring(0, name.lastIndexOf('.') + 1) + extension;
    }

    private static boolean starts(byte[] bytes, int at, int... expected) {
        if (bytes.length < at + expected.length) {
            return false;
        }
        for (var i = 0; i < expected.length; i++) {
            if ((bytes[at + i] & 0xFF) != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
