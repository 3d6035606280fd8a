package io.guichet.widget;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

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
            "channel.js",
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
            "frame-door.js",
            "frame.css",
            "frame.js",
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
            "rating.js",
            "refused.js",
            "replies.js",
            "safe-text.js",
            "session.js",
            "shelf.js",
            "sse.js",
            "storage.js",
            "theme.js",
            "unread.js",
            "upload.js");

    private static final String FOLDER = "page/";

    /** The style sheets of a page in their order: together they are one file, and weigh less. */
    private static final List<String> STYLES = List.of(
            "base.css",
            "conversation.css",
            "attachments.css",
            "pre-quote.css",
            "composer.css",
            "layout.css",
            "frame.css");

    /** What the browser asks for by itself, or only when it is needed, and not because another module imports it. */
    private static final Set<String> NOT_IMPORTED = Set.of("frame.js", "main.js", "rating.js", "refused.js");

    private final Map<String, StaticFile> assets = new TreeMap<>();
    private final String version;
    private final StaticFile conversation;
    private final StaticFile landing;
    private final byte[] frame;
    private final byte[] refusal;

    PageFiles() {
        for (String name : ASSETS) {
            assets.put(name, StaticFile.named(FOLDER + name));
        }
        assets.put("page.css", styles());
        version = digest(assets);
        conversation = new StaticFile(page("conversation.html"));
        landing = new StaticFile(page("landing.html"));
        frame = page("frame.html");
        refusal = page("refused.html");
    }

    /** Sixteen hexadecimal digits that change when any asset does. */
    String version() {
        return version;
    }

    Optional<StaticFile> asset(String name) {
        return Optional.ofNullable(assets.get(name));
    }

    StaticFile conversation() {
        return conversation;
    }

    StaticFile landing() {
        return landing;
    }

    /** The frame's page before a deployment is put into it. */
    byte[] frame() {
        return frame.clone();
    }

    /** The page that is shown instead of a frame's, before it is said why. */
    byte[] refusal() {
        return refusal.clone();
    }

    private byte[] page(String name) {
        var html = new String(StaticFile.named(FOLDER + name).content(), StandardCharsets.UTF_8);
        return html.replace("{modules}", modules())
                .replace("{assets}", "/assets/" + version)
                .getBytes(StandardCharsets.UTF_8);
    }

    private StaticFile styles() {
        var all = new ByteArrayOutputStream();
        STYLES.forEach(name -> all.writeBytes(asset(name).orElseThrow().content()));
        return new StaticFile(all.toByteArray());
    }

    /** Every module at once, where a browser would find one after another by what they import. */
    private String modules() {
        return assets.keySet().stream()
                .filter(name -> name.endsWith(".js") && !NOT_IMPORTED.contains(name))
                .map(name -> "<link rel=\"modulepreload\" href=\"{assets}/" + name + "\">")
                .collect(Collectors.joining("\n  "));
    }

    private static String digest(Map<String, StaticFile> files) {
        var all = new ByteArrayOutputStream();
        files.forEach((name, file) -> {
            all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(file.content());
        });
        return HexFormat.of().formatHex(StaticFile.digest("SHA-256", all.toByteArray()), 0, 8);
    }
}
