package io.guichet.extractor;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.exception.ZeroByteFileException;
import org.apache.tika.extractor.DocumentSelector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.IdentityHtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.SecureContentHandler;
import org.xml.sax.SAXException;

/** HTML, PDF and Word by the parsers of Apache Tika; what is packed inside of them stays packed. */
final class Structured {

    /** Characters that may come out before anything else is asked. */
    private static final long THRESHOLD = 1_000_000;

    /** How many times more may come out than went in. */
    private static final long RATIO = 100;

    private Structured() {}

    static void read(String kind, byte[] bytes, Lines lines) throws IOException, Unreadable {
        var structure = new Structure(lines);
        try (var stream = org.apache.tika.io.TikaInputStream.get(new ByteArrayInputStream(bytes))) {
            var guarded = new SecureContentHandler(structure, stream);
            guarded.setOutputThreshold(THRESHOLD);
            guarded.setMaximumCompressionRatio(RATIO);
            guarded.setMaximumDepth(500);
            try {
                parser(kind).parse(stream, guarded, metadata(kind), context());
            } catch (SAXException e) {
                guarded.throwIfCauseOf(e);
                throw new Unreadable("unreadable");
            }
        } catch (EncryptedDocumentException e) {
            throw new Unreadable("encrypted");
        } catch (ZeroByteFileException e) {
            throw new Unreadable("unreadable");
        } catch (TikaException e) {
            throw new Unreadable(reason(e));
        } catch (IOException | RuntimeException e) {
            throw new Unreadable(reason(e));
        }
        structure.end();
    }

    /** Apache POI and Tika say « bomb » in words of their own. */
    private static String reason(Throwable fault) {
        for (var cause = fault; cause != null; cause = cause.getCause()) {
            var text = String.valueOf(cause.getMessage()).toLowerCase(java.util.Locale.ROOT);
            if (text.contains("zip bomb") || text.contains("bomb")) {
                return "bomb";
            }
            if (cause instanceof EncryptedDocumentException || text.contains("password")) {
                return "encrypted";
            }
        }
        return "unreadable";
    }

    private static Parser parser(String kind) {
        return switch (kind) {
            case "html" -> new JSoupParser();
            case "docx" -> new OOXMLParser();
            default -> new PDFParser();
        };
    }

    private static Metadata metadata(String kind) {
        var metadata = new Metadata();
        metadata.set(
                Metadata.CONTENT_TYPE,
                switch (kind) {
                    case "html" -> "text/html";
                    case "docx" -> "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
                    default -> "application/pdf";
                });
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, "document." + kind);
        return metadata;
    }

    private static ParseContext context() {
        var context = new ParseContext();
        context.set(DocumentSelector.class, embedded -> false);
        // As the page has it, so that what is no text can be told and left out.
        context.set(HtmlMapper.class, IdentityHtmlMapper.INSTANCE);
        var pdf = new PDFParserConfig();
        pdf.setSortByPosition(true);
        pdf.setExtractInlineImages(false);
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setExtractAcroFormContent(true);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }
}
