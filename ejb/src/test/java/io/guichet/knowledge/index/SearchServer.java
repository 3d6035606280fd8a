package io.guichet.knowledge.index;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.regex.Pattern;

/** A real OpenSearch with vectors, in a process of its own, for all tests of a run; it ends with them. */
public final class SearchServer {

    private static final Pattern LISTENS = Pattern.compile("listens on (\\d+)");
    private static final Path BUILT = Path.of("..", "search-server", "target");

    private static SearchServer running;

    private final URI address;

    private SearchServer(URI address) {
        this.address = address;
    }

    public static synchronized SearchServer shared() throws IOException {
        if (running == null) {
            running = start();
        }
        return running;
    }

    public URI address() {
        return address;
    }

    private static SearchServer start() throws IOException {
        var folder = Files.createTempDirectory("search-server");
        var classPath = String.join(
                File.pathSeparator,
                BUILT.resolve("classes").toString(),
                BUILT.resolve("lib").resolve("*").toString(),
                BUILT.resolve("knn").resolve("*").toString());
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-cp",
                        classPath,
                        "io.guichet.searchserver.Main",
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, folder)));
        return new SearchServer(URI.create("http://127.0.0.1:" + port(process)));
    }

    /** The port that it found free; what it says afterwards is read and forgotten. */
    private static int port(Process process) throws IOException {
        var said = new StringBuilder();
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            said.append(line).append('\n');
            var listens = LISTENS.matcher(line);
            if (listens.matches()) {
                Thread.ofVirtual().start(() -> lines.lines().forEach(later -> {}));
                return Integer.parseInt(listens.group(1));
            }
        }
        process.destroy();
        throw new IllegalStateException("OpenSearch did not start: " + said);
    }

    private static void end(Process process, Path folder) {
        process.destroyForcibly().onExit().join();
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
