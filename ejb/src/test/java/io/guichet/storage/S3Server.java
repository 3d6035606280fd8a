package io.guichet.storage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** A server that speaks S3 and checks signatures (S3Proxy), in a process of its own; what it keeps is in its memory. */
final class S3Server implements AutoCloseable {

    static final S3Storage.Keys KEYS = new S3Storage.Keys("guichet", "a-secret-of-tests");

    private static final Pattern LISTENS = Pattern.compile("Started \\S*ServerConnector.*\\{127\\.0\\.0\\.1:(\\d+)}");

    private final Process process;
    private final URI endpoint;

    private S3Server(Process process, URI endpoint) {
        this.process = process;
        this.endpoint = endpoint;
    }

    static S3Server start(Path folder) throws IOException {
        var settings = Files.writeString(folder.resolve("s3proxy.conf"), """
                s3proxy.endpoint=http://127.0.0.1:0
                s3proxy.authorization=aws-v4
                s3proxy.identity=%s
                s3proxy.credential=%s
                jclouds.provider=transient
                jclouds.identity=none
                jclouds.credential=none
                """.formatted(KEYS.access(), KEYS.secret()));
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        Path.of("target", "s3proxy", "s3proxy.jar").toString(),
                        "--properties",
                        settings.toString())
                .redirectErrorStream(true)
                .start();
        return new S3Server(process, URI.create("http://127.0.0.1:" + port(process)));
    }

    /** The port that it found free; what it says afterwards is read and forgotten. */
    private static int port(Process process) throws IOException {
        var said = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            var listens = LISTENS.matcher(line);
            if (listens.find()) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(later -> {}));
                return Integer.parseInt(listens.group(1));
            }
        }
        process.destroy();
        throw new IllegalStateException("S3Proxy did not start: " + said);
    }

    S3Storage.Bucket bucket(String name, S3Storage.Keys keys) {
        return new S3Storage.Bucket(name, "eu-west-3", endpoint, true, keys);
    }

    URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
