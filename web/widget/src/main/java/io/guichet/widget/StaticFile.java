package io.guichet.widget;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A file that is the same for everybody, packed once for those who can unpack it. */
final class StaticFile {

    /** One that stands on lines of its own: what stands behind code may be part of a string. */
    private static final Pattern COMMENT = Pattern.compile("(?m)^[ \\t]*(//.*|/\\*(?s:.*?)\\*/[ \\t]*)\\n");

    private static final Pattern INDENTATION = Pattern.compile("(?m)^\\s+");

    /** A line that goes on in the next, whatever that says; one with a template or an address is left alone. */
    private static final Pattern GOES_ON = Pattern.compile("(?m)^([^/`\\n]*[;{(,])\\n");

    /** A line of a module that has neither template nor pattern nor address: quotes are all that spaces mean something in. */
    private static final Pattern PLAIN = Pattern.compile("(?m)^[^/`\\n]+$");

    private static final Pattern QUOTED_OR_SPACED = Pattern.compile(
            "('(?:\\\\.|[^'\\\\])*'|\"(?:\\\\.|[^\"\\\\])*\")| ?(=>|[!=]==|&&|\\|\\||\\?\\?|[=?:{},]) ?");

    private final byte[] content;
    private final byte[] packed;

    StaticFile(byte[] content) {
        this.content = content.clone();
        this.packed = gzip(content);
    }

    /**
     * A file of this archive. A script or a style sheet comes without its comments, its indentation and most of its other
     * spaces: they are for those who read the source, and a third of its weight.
     *
     * @throws IllegalStateException if it is missing
     */
    static StaticFile named(String name) {
        try (InputStream in = StaticFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The page's file is missing from the archive: " + name);
            }
            var content = in.readAllBytes();
            if (name.endsWith(".css") || name.endsWith("loader.js")) {
                return new StaticFile(lean(content, false));
            }
            return new StaticFile(name.endsWith(".js") ? lean(content, true) : content);
        } catch (IOException e) {
            throw new UncheckedIOException("The page's file cannot be read: " + name, e);
        }
    }

    byte[] content() {
        return content.clone();
    }

    /** What it weighs on its way, in bytes. */
    int weight() {
        return packed.length;
    }

    /** Answers with the file, packed where the browser says that it can unpack it. */
    void answer(String type, HttpServletRequest request, HttpServletResponse response) throws IOException {
        var accepts = request.getHeader("Accept-Encoding");
        var packs = accepts != null && accepts.contains("gzip");
        var body = packs ? packed : content;
        response.setHeader("Vary", "Accept-Encoding");
        if (packs) {
            response.setHeader("Content-Encoding", "gzip");
        }
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The digest of some bytes by an algorithm that every Java platform has. */
    static byte[] digest(String algorithm, byte[] content) {
        try {
            return MessageDigest.getInstance(algorithm).digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm, e);
        }
    }

    /** @param module whether it is a script without a template of several lines */
    private static byte[] lean(byte[] source, boolean module) {
        var text = COMMENT.matcher(new String(source, StandardCharsets.UTF_8)).replaceAll("");
        var flat = INDENTATION.matcher(text).replaceAll("");
        var tight = module ? PLAIN.matcher(flat).replaceAll(StaticFile::withoutSpaces) : flat;
        return GOES_ON.matcher(tight).replaceAll("$1").getBytes(StandardCharsets.UTF_8);
    }

    private static String withoutSpaces(MatchResult line) {
        var tight = QUOTED_OR_SPACED
                .matcher(line.group())
                .replaceAll(
                        found -> Matcher.quoteReplacement(found.group(1) == null ? found.group(2) : found.group(1)));
        return Matcher.quoteReplacement(tight);
    }

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new Smallest(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** Packed once, unpacked by many: it may take its time. */
    private static final class Smallest extends GZIPOutputStream {

        Smallest(ByteArrayOutputStream out) throws IOException {
            super(out);
            def.setLevel(Deflater.BEST_COMPRESSION);
        }
    }
}
