package io.guichet.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * One kept-alive HTTP/1.1 connection, as small as can be: client, server and database share the processors here, and what
 * a full client burns would be charged to the server.
 */
final class KeepAlive implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private final byte[] line = new byte[8192];

    KeepAlive(URI server) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream(), 8192);
        out = socket.getOutputStream();
        host = server.getHost() + ":" + server.getPort();
    }

    /** A GET, and its answer. */
    Answer get(String path, Map<String, String> headers) throws IOException {
        var head = head("GET", path, headers).append("\r\n");
        out.write(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        return answer();
    }

    /** A POST of JSON, and its answer. */
    Answer post(String path, Map<String, String> headers, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        var start = head("POST", path, headers)
                .append("Content-Type: application/json\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n\r\n")
                .toString()
                .getBytes(StandardCharsets.ISO_8859_1);
        var request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        out.write(request);
        return answer();
    }

    private StringBuilder head(String method, String path, Map<String, String> headers) {
        var head = new StringBuilder(256)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        return head;
    }

    private Answer answer() throws IOException {
        var status = Integer.parseInt(readLine().substring(9, 12));
        var length = 0;
        var chunked = false;
        for (var header = readLine(); !header.isEmpty(); header = readLine()) {
            var lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:")) {
                chunked = lower.endsWith("chunked");
            }
        }
        return new Answer(status, chunked ? chunks() : text(length));
    }

    private String chunks() throws IOException {
        var body = new StringBuilder();
        for (var size = size(); ; size = size()) {
            body.append(text(size));
            readLine();
            if (size == 0) {
                return body.toString();
            }
        }
    }

    private int size() throws IOException {
        return Integer.parseInt(readLine(), 16);
    }

    private String text(int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server hung up inside an answer");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private String readLine() throws IOException {
        for (var at = 0; at < line.length; at++) {
            var b = in.read();
            if (b < 0) {
                throw new EOFException("the server hung up");
            }
            if (b == '\n') {
                return new String(line, 0, at > 0 && line[at - 1] == '\r' ? at - 1 : at, StandardCharsets.ISO_8859_1);
            }
            line[at] = (byte) b;
        }
        throw new IOException("a header of more than " + line.length + " bytes");
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came back. */
    record Answer(int status, String body) {}
}
