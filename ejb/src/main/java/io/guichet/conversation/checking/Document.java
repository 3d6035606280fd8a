package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;

/** A PDF that somebody sent: one that opens, has pages to read, and does nothing by itself. */
final class Document {

    private static final int MOST_PAGES = 200;
    private static final int DEEPEST = 100;

    private static final Set<String> DEEDS = Set.of("JavaScript", "Launch", "ImportData", "GoToE", "RichMediaExecute");

    /** What names show that something is done or carried along, and how that is said. */
    private static final Map<String, String> CARGO = Map.of(
            "JS", "a script",
            "JavaScript", "a script",
            "EmbeddedFiles", "other files",
            "EF", "other files",
            "XFA", "a form that is a program",
            "RichMediaContent", "a film or a program");

    private Document() {}

    /**
     * @throws io.guichet.kernel.GuichetException {@link io.guichet.kernel.ProblemCode#UNSUPPORTED_FILE}
     */
    static void check(byte[] bytes) {
        var fault = fault(bytes);
        if (fault.isPresent()) {
            throw Refusals.refused(fault.get());
        }
    }

    private static Optional<String> fault(byte[] bytes) {
        try (var document = MeasuredPdf.open(bytes)) {
            return document.isEncrypted() ? Optional.of("The PDF is encrypted.") : fault(document);
        } catch (InvalidPasswordException e) {
            return Optional.of("The PDF is encrypted.");
        } catch (GuichetException e) {
            throw e;
        } catch (IOException | RuntimeException | StackOverflowError e) {
            // One part of a few bytes leads to the next, as deep as there are bytes.
            throw Refusals.refused("The PDF is damaged.", e);
        }
    }

    private static Optional<String> fault(PDDocument document) {
        var pages = document.getNumberOfPages();
        if (pages < 1 || pages > MOST_PAGES) {
            return Optional.of("A PDF has 1 to " + MOST_PAGES + " pages.");
        }
        return cargo(document.getDocument()).map(what -> "The PDF has " + what + " in it.");
    }

    private static Optional<String> cargo(COSDocument document) {
        var objects = document.getXrefTable().keySet();
        if (objects.size() > MeasuredPdf.MOST_OBJECTS) {
            return Optional.of("too many parts");
        }
        return cargo(document.getTrailer(), 0)
                .or(() -> objects.stream()
                        .map(key -> cargo(document.getObjectFromPool(key).getObject(), 0))
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    /** Looks at a part and what is inside of it, not at what it refers to: that is a part of its own. */
    private static Optional<String> cargo(COSBase part, int depth) {
        if (depth > DEEPEST) {
            return Optional.of("parts that are too deep");
        }
        return switch (part) {
            case COSObject elsewhere -> Optional.empty();
            case COSDictionary dictionary -> ofDictionary(dictionary, depth);
            case COSArray array ->
                StreamSupport.stream(array.spliterator(), false)
                        .map(p -> cargo(p, depth + 1))
                        .flatMap(Optional::stream)
                        .findFirst();
            case null, default -> Optional.empty();
        };
    }

    private static Optional<String> ofDictionary(COSDictionary dictionary, int depth) {
        if (dictionary.getDictionaryObject(COSName.S) instanceof COSName deed && DEEDS.contains(deed.getName())) {
            return Optional.of("a deed of its own (" + deed.getName() + ")");
        }
        return dictionary.entrySet().stream()
                .map(entry -> Optional.ofNullable(CARGO.get(entry.getKey().getName()))
                        .or(() -> cargo(entry.getValue(), depth + 1)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
