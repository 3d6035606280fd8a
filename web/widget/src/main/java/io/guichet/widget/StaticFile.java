package io.guichet.widget;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.GZIPOutputStream;

/** A file that is the same for everybody, packed once for those who can unpack it. */
final class StaticFile {

    private final byte[] content;
    private final byte[] packed;

    StaticFile(byte[] content) {
        this.content = content.clone();
        this.packed = gzip(content);
    }

    /**
     * A file of this archive.
     *
     * @throws IllegalStateException if it is missing
     */
    static StaticFile named(String name) {
        try (InputStream in = StaticFile.class.getResourceAsStream("page/" + name)) {
            if (in == null) {
                throw new IllegalStateException("The page's file is missing from the archive: " + name);
            }
            return new StaticFile(in.readAllBytes());
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

    private static byte[] gzip(byte[] content) {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
