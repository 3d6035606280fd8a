package io.guichet.conversation.checking;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The packed parts of a PDF that are unpacked when it is opened: tables of its objects, and objects in streams. Whoever
 * opens it unpacks them without a limit, so each is unpacked here first, and only counted. Pictures and pages stay packed,
 * and are of no account.
 */
final class PackedParts {

    private static final int MOST_STREAMS = 20_000;
    private static final long MOST_READ = 200L * 1024 * 1024;
    private static final long MOST_UNPACKED = 48L * 1024 * 1024;

    private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");
    private static final Pattern UNPACKED_AT_ONCE = Pattern.compile("/(First|W)(?![A-Za-z0-9])");
    private static final Pattern PACKED = Pattern.compile("/F(ilter)?(?![A-Za-z0-9])");
    private static final Pattern PACKED_PLAINLY =
            Pattern.compile("/Filter\\s*(/FlateDecode(?![A-Za-z0-9])|\\[\\s*/FlateDecode\\s*])");
    private static final Pattern GUESSED = Pattern.compile("/(DecodeParms|DP)(?![A-Za-z0-9])");
    private static final Pattern GUESSED_PLAINLY = Pattern.compile("/DecodeParms\\s*(\\[\\s*)?"
            + "<<(\\s*/(Columns|Predictor|Colors|BitsPerComponent)\\s+\\d{1,5}(?!\\s+\\d+\\s+R))*\\s*>>");

    private final byte[] bytes;
    private final String text;
    private long read;
    private long unpacked;

    private PackedParts(byte[] bytes) {
        this.bytes = bytes;
        this.text = new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** Why the PDF should not be opened; nothing where it may. */
    static Optional<String> fault(byte[] bytes) {
        return new PackedParts(bytes).fault();
    }

    private Optional<String> fault() {
        var object = 0;
        var from = 0;
        var streams = 0;
        for (var at = text.indexOf("stream"); at >= 0; at = text.indexOf("stream", from)) {
            var begin = text.substring(from, at).lastIndexOf("obj");
            object = begin < 0 ? object : from + begin;
            from = at + "stream".length();
            if (text.startsWith("end", at - 3)) {
                continue;
            }
            read += at - object;
            if (++streams > MOST_STREAMS || read > MOST_READ) {
                return Optional.of("The PDF has too many parts.");
            }
            var about = unescaped(text.substring(object, at));
            if (UNPACKED_AT_ONCE.matcher(about).find() && !unpacks(about, from)) {
                return Optional.of("The PDF is packed in a way that is not opened.");
            }
        }
        return Optional.empty();
    }

    /** A name may be written with the numbers of its letters. */
    private static String unescaped(String text) {
        return text.indexOf('#') < 0
                ? text
                : ESCAPE.matcher(text)
                        .replaceAll(found -> java.util.regex.Matcher.quoteReplacement(
                                String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    private boolean unpacks(String about, int at) {
        if (count(PACKED, about) == 0) {
            return true;
        }
        if (count(PACKED, about) != 1 || count(PACKED_PLAINLY, about) != 1) {
            return false;
        }
        return count(GUESSED, about) == count(GUESSED_PLAINLY, about) && fits(at);
    }

    /** Where it begins: behind spaces and the end of a line. */
    private int content(int afterWord) {
        var at = afterWord;
        while (is(' ', at)) {
            at++;
        }
        if (is('\r', at)) {
            at++;
        }
        return is('\n', at) ? at + 1 : at;
    }

    private boolean is(char c, int at) {
        return at < bytes.length && bytes[at] == c;
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    /** Unpacks it as whoever opens the file does: without a look at the two bytes that it begins with. */
    private boolean fits(int afterWord) {
        var begin = Math.min(content(afterWord) + 2, bytes.length);
        var inflater = new Inflater(true);
        try {
            inflater.setInput(bytes, begin, bytes.length - begin);
            var into = new byte[64 * 1024];
            while (!inflater.finished() && unpacked <= MOST_UNPACKED) {
                var n = inflater.inflate(into);
                if (n == 0) {
                    break;
                }
                unpacked += n;
            }
            return unpacked <= MOST_UNPACKED;
        } catch (DataFormatException e) {
            // What is damaged unpacks no further for anybody.
            return true;
        } finally {
            inflater.end();
        }
    }
}
