package io.guichet.extractor;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Frequent questions as a table: a question and its answer in each line, between semicolons, commas or tabs. */
final class Pairs {

    /** What the first line says where it names the columns. */
    private static final Set<String> NAMES = Set.of("question", "questions", "q");

    private Pairs() {}

    static void read(String text, Lines lines) throws IOException, Unreadable {
        var format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter(text))
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get();
        var good = 0;
        try (var records = format.parse(new StringReader(text))) {
            for (var line : records) {
                if (line.size() >= 2 && !isHead(line) && !line.get(0).isBlank()) {
                    lines.pair(line.get(0), line.get(1));
                    good++;
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new Unreadable("columns");
        }
        if (good == 0) {
            throw new Unreadable("columns");
        }
    }

    private static boolean isHead(CSVRecord line) {
        return line.getRecordNumber() == 1 && NAMES.contains(line.get(0).strip().toLowerCase(Locale.ROOT));
    }

    /** Of the first line, the commonest. */
    private static char delimiter(String text) {
        var first = text.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        var best = ';';
        for (var candidate : new char[] {'\t', ','}) {
            if (count(first, candidate) > count(first, best)) {
                best = candidate;
            }
        }
        return best;
    }

    private static long count(String line, char c) {
        return line.chars().filter(i -> i == c).count();
    }
}
