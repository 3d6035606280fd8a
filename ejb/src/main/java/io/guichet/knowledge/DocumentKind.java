package io.guichet.knowledge;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a document is made of. The lower-case name stands in the database and on the wire. */
enum DocumentKind {
    TXT,
    MD,
    HTML,
    PDF,
    DOCX,
    CSV,
    /** A page of the web, whatever its server sends. */
    PAGE;

    private static final int LOOKED_AT = 1024;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DocumentKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** What a file is, by its name and by its beginning: nothing where these do not agree, or where it is none of ours. */
    static Optional<DocumentKind> ofFile(String name, byte[] bytes) {
        var ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        var kind = switch (ending) {
            case "txt", "text" -> TXT;
            case "md", "markdown" -> MD;
            case "html", "htm", "xhtml" -> HTML;
            case "pdf" -> PDF;
            case "docx" -> DOCX;
            case "csv" -> CSV;
            default -> null;
        };
        return Optional.ofNullable(kind).filter(k -> k.begins(bytes));
    }

    /** What a server's answer is, by its content type. */
    static Optional<DocumentKind> ofAnswer(String contentType, byte[] bytes) {
        var kind = switch (contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT)) {
            case "text/html", "application/xhtml+xml" -> HTML;
            case "text/plain" -> TXT;
            case "text/markdown" -> MD;
            case "application/pdf" -> PDF;
            default -> null;
        };
        return Optional.ofNullable(kind).filter(k -> k.begins(bytes));
    }

    private boolean begins(byte[] bytes) {
        var start = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.ISO_8859_1);
        return switch (this) {
            case PDF -> start.contains("%PDF-");
            case DOCX -> start.startsWith("PK\u0003\u0004");
            case TXT, MD, HTML, CSV -> !start.isBlank() && start.indexOf('\0') < 0 && !start.startsWith("%PDF-");
            case PAGE -> false;
        };
    }
}
