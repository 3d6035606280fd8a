package io.guichet.widget;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The static files of the page, read once. Every asset lives under one folder named after the content of them all, so
 * that a browser may keep them for ever and modules may import one another by plain relative names.
 */
final class PageFiles {

    private static final List<String> ASSETS = List.of(
            "api.js",
            "attachments.css",
            "attachments.js",
            "base.css",
            "colour.js",
            "composer.css",
            "composer.js",
            "conversation.css",
            "conversation.js",
            "custom-css.js",
            "dom.js",
            "door.js",
            "drop.js",
            "events.js",
            "format.js",
            "header.js",
            "i18n.js",
            "icon.svg",
            "layout.css",
            "main.js",
            "message.js",
            "notice.js",
            "outbox.js",
            "page.js",
            "pre-quote.css",
            "pre-quote.js",
            "replies.js",
            "safe-text.js",
            "session.js",
            "shelf.js",
            "sse.js",
            "theme.js",
            "upload.js");

    private final Map<String, byte[]> assets = new TreeMap<>();
    private final String version;
    private final byte[] conversation;
    private final byte[] landing;

    PageFiles() {
        for (String name : ASSETS) {
            assets.put(name, read(name));
        }
        version = digest(assets);
        conversation = page("conversation.html");
        landing = page("landing.html");
    }

    /** Sixteen hexadecimal digits that change when any asset does. */
    String version() {
        return version;
    }

    Optional<byte[]> asset(String name) {
        return Optional.ofNullable(assets.get(name)).map(byte[]::clone);
    }

    byte[] conversation() {
        return conversation.clone();
    }

    byte[] landing() {
        return landing.clone();
    }

    private byte[] page(String name) {
        String html = new String(read(name), StandardCharsets.UTF_8);
        return html.replace("{assets}", "/assets/" + version).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The page's file is missing from the archive: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file cannot be read: " + name, e);
        }
    }

    private static String digest(Map<String, byte[]> files) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            files.forEach((name, content) -> {
                sha.update(name.getBytes(StandardCharsets.UTF_8));
                sha.update(content);
            });
            return HexFormat.of().formatHex(sha.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
