package io.guichet.knowledge.extraction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/**
 * Where documents lie in the clear while they are taken apart, each in a folder of its own, and the program that does it. Of
 * one server alone: what it finds at its start was left by one that was killed.
 */
final class ExtractionFolder {

    private static final String NAME = "guichet-extractor";

    private final Path folder;

    private ExtractionFolder(Path folder) {
        this.folder = folder;
    }

    /** The server's, below the folder that it has for what does not last; without a server one that is nobody else's. */
    static ExtractionFolder emptied() throws IOException {
        var server = System.getProperty("jboss.server.temp.dir");
        return server == null
                ? new ExtractionFolder(Files.createTempDirectory(NAME + "-"))
                : emptied(Path.of(server, NAME));
    }

    /** Removes what is there. */
    static ExtractionFolder emptied(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            remove(folder);
        }
        Files.createDirectories(folder);
        return new ExtractionFolder(folder);
    }

    /** A folder for one document, which nobody else may read. */
    Path forDocument() throws IOException {
        return Files.createTempDirectory(folder, "document-");
    }

    /** A place for a program. */
    Path forProgram() throws IOException {
        return Files.createTempFile(folder, "extractor-", ".jar");
    }

    /** With all that is in it; links are not followed. */
    static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
