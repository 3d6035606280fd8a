package io.guichet.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The server's JVM, seen from outside: what it holds, and what it burns.
 *
 * @param pid of a process of the same user
 */
record ServerProcess(long pid) {

    /** A part of the heap as {@code GC.heap_info} prints it; what is no heap is printed in lines of its own. */
    private static final Pattern USED = Pattern.compile("(?m)^(?!\\s*(?:Metaspace|class space)).*\\bused (\\d+)K");

    ServerProcess {
        if (ProcessHandle.of(pid).isEmpty()) {
            throw new Settings.Wrong("the server does not run: start it by ./guichet bench streams");
        }
    }

    /** Bytes that are still in use after the garbage is gone. */
    long heap() throws IOException, InterruptedException {
        // Twice: what the first finds to be finalized goes with the second.
        jcmd("GC.run");
        jcmd("GC.run");
        return used(jcmd("GC.heap_info"));
    }

    /** Bytes of all parts of a heap. */
    static long used(String heapInfo) {
        var parts = USED.matcher(heapInfo)
                .results()
                .map(part -> Long.parseLong(part.group(1)))
                .toList();
        if (parts.isEmpty()) {
            throw new IllegalStateException("what jcmd says of the heap cannot be read: " + heapInfo);
        }
        return 1024 * parts.stream().mapToLong(Long::longValue).sum();
    }

    /** Processor time so far. */
    Duration processorTime() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("the server has ended"));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        var program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var process = new ProcessBuilder(List.of(program, Long.toString(pid), command))
                .redirectErrorStream(true)
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("jcmd " + command + ": " + said);
        }
        return said;
    }
}
