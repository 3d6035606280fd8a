package io.guichet.kernel;

/**
 * Ends something when the process is told to stop, while the server still lets what is under way come to its end. What is
 * closed by the container's own lifecycle comes too late for that: by then the parts that it needs are stopping, too.
 */
public final class BeforeStop implements AutoCloseable {

    private final Thread hook;

    /**
     * @param end runs at most once, on a thread of its own, beside whatever else is still running; the process waits for it,
     *     so that it waits for nobody
     */
    public BeforeStop(Runnable end) {
        hook = new Thread(end, "guichet-before-stop");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The application goes, and the process stays: nothing is left to be ended. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException stopping) {
            // It runs, or has run: that is what it is for.
        }
    }
}
