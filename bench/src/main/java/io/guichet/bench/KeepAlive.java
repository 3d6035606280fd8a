package io.guichet.bench;

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
    private final byte[] buffer = new byte[16_384];
    private int next;
    private int end;
    private final OutputStream out;
    private final String host;
    private final byte[] line = new byte[8192];
    private int lineLength;

    KeepAlive(URI server) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.connect(new InetSocketAddress(server.getHost(), server.getPort()), PATIENCE_MILLIS);
        in = socket.getInputStream();
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
        readLine();
        var status = Integer.parseInt(line(9, 12));
        var length = 0;
        var chunked = false;
        for (readLine(); lineLength > 0; readLine()) {
            var first = line[0] | 0x20;
            if (first != 'c' && first != 't') {
                continue;
            }
            var header = line(0, lineLength).toLowerCase(Locale.ROOT);
            if (header.startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            } else if (header.startsWith("transfer-encoding:")) {
                chunked = header.endsWith("chunked");
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
        readLine();
        return Integer.parseInt(line(0, lineLength), 16);
    }

    private String text(int length) throws IOException {
        var bytes = new byte[length];
        for (var n = 0; n < length; ) {
            if (next == end) {
                fill();
            }
            var more = Math.min(length - n, end - next);
            System.arraycopy(buffer, next, bytes, n, more);
            next += more;
            n += more;
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Reads a line into {@link #line}, without its end. */
    private void readLine() throws IOException {
        for (lineLength = 0; lineLength < line.length; lineLength++) {
            if (next == end) {
                fill();
            }
            var b = buffer[next++];
            if (b == '\n') {
                if (lineLength > 0 && line[lineLength - 1] == '\r') {
                    lineLength--;
                }
                return;
            }
            line[lineLength] = b;
        }
        throw new IOException("a header of more than " + line.length + " bytes");
    }

    private String line(int from, int to) {
        return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** A stream of the library's would take a lock for each byte. */
    private void fill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer));
        if (end == 0) {
            throw new EOFException("the server hung up");
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** What came back. */
    record Answer(int status, String body) {}
}
