package io.guichet.plugin;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** A plugin that is not let in. Holds words only: what the plugin threw would keep its classes in memory. */
final class Refused extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int LONGEST_TEXT = 500;
    private static final int LONGEST_TRACE = 4_000;

    private final QuarantineReason reason;
    private final @Nullable String trace;
    private final @Nullable String id;
    private final @Nullable String version;

    Refused(QuarantineReason reason, String text) {
        this(reason, text, null, null, null);
    }

    private Refused(
            QuarantineReason reason,
            String text,
            @Nullable String trace,
            @Nullable String id,
            @Nullable String version) {
        super(cut(text, LONGEST_TEXT), null, false, false);
        this.reason = reason;
        this.trace = trace;
        this.id = id;
        this.version = version;
    }

    /** Puts into words what a plugin threw. Runs the plugin's own code, so call it on the plugin's thread. */
    static Refused because(Throwable thrown) {
        var cause = thrown;
        while ((cause instanceof ServiceConfigurationError || cause instanceof ExceptionInInitializerError)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return new Refused(QuarantineReason.START_FAILED, wordsOf(cause), traceOf(thrown), null, null);
    }

    /** The same, of a plugin that came far enough to say who it is. */
    Refused of(@Nullable String itsId, @Nullable String itsVersion) {
        return new Refused(reason, text(), trace, itsId, itsVersion);
    }

    QuarantineReason reason() {
        return reason;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    @Nullable
    String id() {
        return id;
    }

    @Nullable
    String version() {
        return version;
    }

    /** What the plugin threw, for the log; null where it threw nothing. */
    @Nullable
    String trace() {
        return trace;
    }

    /** The words of an exception, even where its own methods throw. */
    @SuppressWarnings("CatchThrowable")
    static String wordsOf(Throwable thrown) {
        try {
            return cut(thrown.toString(), LONGEST_TEXT);
        } catch (Throwable failing) {
            return thrown.getClass().getName() + ", which fails to say why";
        }
    }

    @SuppressWarnings("CatchThrowable")
    private static String traceOf(Throwable thrown) {
        var text = new StringWriter();
        try {
            thrown.printStackTrace(new PrintWriter(text));
            return cut(text.toString(), LONGEST_TRACE);
        } catch (Throwable failing) {
            return thrown.getClass().getName() + ", which fails to print its stack";
        }
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
