package io.guichet.knowledge.extraction;

import io.guichet.knowledge.DocumentFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One run of the extractor: a folder of its own, an empty environment, the document as its standard input. It is killed
 * when its time is over or when it says too much; nothing of it outlives this call.
 */
final class ExtractorProcess {

    /** Characters that are read at most: a book of two thousand pages has fewer. */
    private static final int MOST_CHARACTERS = 6_000_000;

    private static final int MOST_BLOCKS = 100_000;

    private final List<String> command;
    private final Limits limits;
    private final ExtractionFolder folders;

    ExtractorProcess(List<String> command, Limits limits, ExtractionFolder folders) {
        this.command = List.copyOf(command);
        this.limits = limits;
        this.folders = folders;
    }

    Extraction run(byte[] bytes) {
        try {
            var folder = folders.forDocument();
            try {
                return run(folder, bytes);
            } finally {
                ExtractionFolder.remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Extraction run(Path folder, byte[] bytes) throws IOException {
        var document = folder.resolve("document");
        Files.write(document, bytes);
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(document.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("LANG", "C.UTF-8");
        var process = builder.start();
        try {
            return watched(() -> read(process.getInputStream()));
        } finally {
            end(process);
        }
    }

    private Extraction watched(Callable<Extraction> reading) {
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return threads.submit(reading).get(limits.time().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return new Extraction.Refused(
                    DocumentFailure.TOO_SLOW.words(Math.max(1, limits.time().toSeconds()) + " seconds."));
        } catch (ExecutionException e) {
            throw new IllegalStateException("a document could not be taken apart", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server stops", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Extraction read(InputStream output) throws IOException {
        var blocks = new ArrayList<Block>();
        var lines = new Lines(new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8)));
        for (var line = lines.next(); line != null; line = lines.next()) {
            if (line.equals("END")) {
                return blocks.isEmpty()
                        ? new Extraction.Refused(DocumentFailure.EMPTY.words())
                        : new Extraction.Taken(blocks);
            }
            if (line.startsWith("NO ")) {
                return new Extraction.Refused(reason(line.substring(3)));
            }
            block(line).ifPresent(blocks::add);
            if (blocks.size() > MOST_BLOCKS) {
                return tooLong();
            }
        }
        return lines.tooMany() ? tooLong() : new Extraction.Refused(DocumentFailure.READER_LOST.words());
    }

    private static Extraction tooLong() {
        return new Extraction.Refused(DocumentFailure.TOO_LONG.words());
    }

    private static java.util.Optional<Block> block(String line) {
        var parts = line.split("\t", 3);
        return java.util.Optional.ofNullable(
                switch (parts[0]) {
                    case "H" -> parts.length == 3 ? new Block.Heading(level(parts[1]), parts[2]) : null;
                    case "P" -> parts.length == 2 ? new Block.Paragraph(parts[1]) : null;
                    case "T" -> parts.length == 2 ? new Block.Row(true, parts[1]) : null;
                    case "R" -> parts.length == 2 ? new Block.Row(false, parts[1]) : null;
                    case "Q" -> parts.length == 3 ? new Block.Pair(parts[1], parts[2]) : null;
                    default -> null;
                });
    }

    private static int level(String digits) {
        return digits.length() == 1 && digits.charAt(0) >= '1' && digits.charAt(0) <= '6' ? digits.charAt(0) - '0' : 6;
    }

    /** The process handled strangers' bytes: of what it says, these words are known. */
    private static String reason(String code) {
        var failure = switch (code) {
            case "encrypted" -> DocumentFailure.PROTECTED;
            case "unreadable" -> DocumentFailure.DAMAGED;
            case "bomb" -> DocumentFailure.UNPACKS;
            case "memory" -> DocumentFailure.MEMORY;
            case "columns" -> DocumentFailure.NO_PAIRS;
            default -> DocumentFailure.UNREADABLE;
        };
        return failure.words();
    }

    /**
     * @param time until it is killed
     */
    record Limits(Duration time) {}

    /** Lines, of which none is longer than all may be together. */
    private static final class Lines {

        private final BufferedReader reader;
        private int left = MOST_CHARACTERS;

        Lines(BufferedReader reader) {
            this.reader = reader;
        }

        /** The next whole line; null at the end, and where there were too many characters. */
        @org.jspecify.annotations.Nullable
        String next() throws IOException {
            var line = new StringBuilder();
            for (var c = reader.read(); c >= 0; c = reader.read()) {
                if (c == '\n') {
                    return line.toString();
                }
                if (--left < 0) {
                    return null;
                }
                line.append((char) c);
            }
            return null;
        }

        boolean tooMany() {
            return left < 0;
        }
    }
}
