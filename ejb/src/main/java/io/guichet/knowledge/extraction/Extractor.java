package io.guichet.knowledge.extraction;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes documents apart, each in a process of its own that sees the document and nothing else. */
@ApplicationScoped
public class Extractor {

    private static final String JAR = "/io/guichet/knowledge/extractor.jar";

    @Inject
    ExtractionConfig config;

    private @Nullable ExtractionFolder folder;
    private @Nullable Path program;

    /** With the server, and not with the first document: what a killed one left does not wait for that. */
    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, Extractor extractor) {
        extractor.folder();
    }

    @PostConstruct
    void begin() {
        config.check();
        try {
            folder = ExtractionFolder.emptied();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void forget() throws IOException {
        if (program != null) {
            Files.deleteIfExists(program);
        }
    }

    /**
     * Waits for it, at most as long as a document may take.
     *
     * @param kind {@code txt}, {@code md}, {@code html}, {@code pdf}, {@code docx} or {@code csv}
     */
    public Extraction extract(String kind, byte[] bytes) {
        var limits = new ExtractorProcess.Limits(config.time);
        return new ExtractorProcess(command(kind), limits, folder()).run(bytes);
    }

    ExtractionFolder folder() {
        return Objects.requireNonNull(folder);
    }

    private List<String> command(String kind) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx" + config.heap + "m");
        command.addAll(List.of(
                "-Xss1m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:-UsePerfData",
                // The folder that it is started in, which goes with it.
                "-Djava.io.tmpdir=.",
                "-Djava.awt.headless=true",
                "-Dfile.encoding=UTF-8",
                "-Dlog4j2.disable.jmx=true",
                "-Dlog4j2.StatusLogger.level=OFF",
                "-jar"));
        command.add(program().toString());
        command.add(kind);
        // A server that was killed does not end it: it ends itself.
        command.add(Long.toString(config.time.plusSeconds(5).toMillis()));
        return command;
    }

    private synchronized Path program() {
        var there = program;
        if (there != null && Files.exists(there)) {
            return there;
        }
        try (var jar = Extractor.class.getResourceAsStream(JAR)) {
            if (jar == null) {
                throw new IllegalStateException("this build has no extractor of documents");
            }
            var copy = folder().forProgram();
            Files.write(copy, jar.readAllBytes());
            program = copy;
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
