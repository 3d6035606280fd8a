package io.guichet.knowledge;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Why a document could not be read, as {@link DocumentView#failure} begins. */
public enum DocumentFailure {
    PROTECTED("It is protected by a password."),
    DAMAGED("It cannot be read: it is damaged, or is not what its name says."),
    READER_LOST("It cannot be read: its reader did not survive it."),
    UNPACKS("It unpacks to far more than it should."),
    MEMORY("It needs more memory than a document may."),
    NO_PAIRS("Its lines are not a question and an answer each, between semicolons, commas or tabs."),
    UNREADABLE("It cannot be read."),
    EMPTY("There is no text in it."),
    TOO_LONG("There is more text in it than a document may have."),
    /** Goes on with the seconds. */
    TOO_SLOW("It could not be read within "),
    NO_ROOM("There is no room for it: the plan's storage is full."),
    /** A fault of ours is nobody else's business. */
    LATER("It could not be read; send it again later."),
    /** Goes on with why. */
    PAGE_REFUSED("The page may not be fetched: "),
    /** Goes on with the megabytes. */
    PAGE_TOO_LARGE("The page is larger than "),
    /** Goes on with the status. */
    PAGE_ANSWERED("The page could not be fetched: its server answers "),
    /** Goes on with what happened. */
    PAGE_FAILED("The page could not be fetched: "),
    /** Goes on with the status. */
    PAGE_ELSEWHERE("The page is elsewhere ("),
    PAGE_OF_ANOTHER_KIND("The page is neither HTML, nor text, nor PDF.");

    private static final String OF_A_PAGE = "The page ";

    private final String words;

    DocumentFailure(String words) {
        this.words = words;
    }

    /** The sentence. */
    public String words() {
        return words;
    }

    /** The sentence with its end, for one that goes on. */
    public String words(String end) {
        return words + end;
    }

    /** The lower-case name, e.g. {@code too_long}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Which one a document's failure is; nothing where it is none of them. */
    public static Optional<DocumentFailure> of(String failure) {
        return Arrays.stream(values())
                .filter(known -> failure.startsWith(known.words))
                .max(Comparator.comparingInt(known -> known.words.length()));
    }

    /** Whether a sentence is about a page of the web. */
    static boolean isOfPage(String failure) {
        return failure.startsWith(OF_A_PAGE);
    }
}
