package io.guichet.conversation.checking;

import io.guichet.testing.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionLaunch;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.guichet.testing.SampleFiles.ascii;
import static io.guichet.testing.SampleFiles.joined;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** A PDF is something to read, or it is refused. */
class DocumentTest {

    @Test
    void a_pdf_of_pages_is_taken() {
        assertThatCode(() -> Document.check(SampleFiles.pdf(1))).doesNotThrowAnyException();
        assertThatCode(() -> Document.check(SampleFiles.pdf(200))).doesNotThrowAnyException();
    }

    static Stream<Arguments> documentsThatDoSomething() throws IOException {
        return Stream.of(
                arguments(
                        "a deed of its own (JavaScript)",
                        with(d -> d.getDocumentCatalog().setOpenAction(new PDActionJavaScript("app.alert(1)")))),
                arguments("a deed of its own (Launch)", with(d -> {
                    var link = new PDAnnotationLink();
                    link.setAction(new PDActionLaunch());
                    d.getPage(0).getAnnotations().add(link);
                    d.getPage(0).getCOSObject().setItem(COSName.ANNOTS, link);
                })),
                arguments("other files", with(d -> {
                    var names = new PDDocumentNameDictionary(d.getDocumentCatalog());
                    names.setEmbeddedFiles(new PDEmbeddedFilesNameTreeNode());
                    d.getDocumentCatalog().setNames(names);
                })),
                arguments("a form that is a program", with(d -> {
                    var form = new COSDictionary();
                    form.setString(COSName.getPDFName("XFA"), "<x/>");
                    d.getDocumentCatalog().getCOSObject().setItem(COSName.ACRO_FORM, form);
                })));
    }

    @ParameterizedTest
    @MethodSource("documentsThatDoSomething")
    void one_that_does_something_is_refused(String what, byte[] pdf) {
        assertThatThrownBy(() -> Document.check(pdf)).hasMessage("The PDF has " + what + " in it.");
    }

    @Test
    void one_that_is_encrypted_is_refused_also_where_everybody_may_open_it() throws IOException {
        assertThatThrownBy(() -> Document.check(encrypted(""))).hasMessage("The PDF is encrypted.");
        assertThatThrownBy(() -> Document.check(encrypted("secret"))).hasMessage("The PDF is encrypted.");
    }

    @Test
    void one_without_a_page_and_one_of_too_many_are_refused() {
        assertThatThrownBy(() -> Document.check(SampleFiles.pdf(0))).hasMessage("A PDF has 1 to 200 pages.");
        assertThatThrownBy(() -> Document.check(SampleFiles.pdf(201))).hasMessage("A PDF has 1 to 200 pages.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%PDF-1.7", "%PDF-1.7\n%%EOF", "%PDF-1.7\nceci n'est pas un document\n%%EOF"})
    void one_that_does_not_open_is_refused(String text) {
        assertThatThrownBy(() -> Document.check(ascii(text))).hasMessageMatching("The PDF is damaged.|A PDF has .*");
    }

    @Test
    void one_of_noise_is_refused_or_taken_and_never_a_fault_of_ours() {
        var random = new Random(7);
        for (var i = 0; i < 200; i++) {
            var bytes = SampleFiles.pdf(2);
            for (var j = 0; j < 12; j++) {
                bytes[8 + random.nextInt(bytes.length - 8)] = (byte) random.nextInt();
            }
            try {
                Document.check(bytes);
            } catch (io.guichet.kernel.GuichetException e) {
                assertThat(e.code()).isEqualTo(io.guichet.kernel.ProblemCode.UNSUPPORTED_FILE);
            }
        }
    }

    /** Whoever opens it unpacks it at once: it is not opened. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
                "/Type/ObjStm/N 1/F#69rst 4/Filter/FlateDecode",
                "/Type/XRef/W[1 2 1]/Filter [ /FlateDecode ]",
                "/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 4/Predictor 12>>"
            })
    void a_part_that_unpacks_to_more_than_there_is_memory_is_not_unpacked(String about) {
        var bomb = part(about, deflated(100 * 1024 * 1024));

        assertThat(bomb.length).isLessThan(200_000);
        assertThatThrownBy(() -> Document.check(bomb)).hasMessage("The PDF is packed in a way that is not opened.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/N 1/First 4/Filter/LZWDecode",
                "/N 1/First 4/Filter[/FlateDecode/FlateDecode]",
                "/N 1/First 4/Filter 9 0 R",
                "/N 1/First 4/F /Fl",
                "/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 2000000000>>",
                "/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 9 0 R>>"
            })
    void a_part_that_could_unpack_to_anything_is_not_unpacked(String about) {
        assertThat(PackedParts.fault(part(about, deflated(10)))).isPresent();
    }

    @Test
    void a_picture_in_a_document_may_be_large_since_nobody_unpacks_it() {
        var part = part("/Subtype/Image/Width 9000/Height 9000/Filter/FlateDecode", deflated(100 * 1024 * 1024));

        assertThat(PackedParts.fault(part)).isEmpty();
    }

    private static byte[] part(String about, byte[] content) {
        return joined(
                ascii("%PDF-1.5\n1 0 obj\n<<" + about + "/Length " + content.length + ">>\nstream\r\n"),
                content,
                ascii("\nendstream\nendobj\nstartxref\n9\n%%EOF\n"));
    }

    private static byte[] deflated(int zeros) {
        var deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(new byte[zeros]);
        deflater.finish();
        var out = new byte[zeros / 500 + 1000];
        var length = deflater.deflate(out);
        deflater.end();
        return Arrays.copyOf(out, length);
    }

    private interface Change {
        void in(PDDocument document) throws IOException;
    }

    private static byte[] with(Change change) throws IOException {
        try (var document = new PDDocument();
                var out = new ByteArrayOutputStream()) {
            document.addPage(new PDPage());
            change.in(document);
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] encrypted(String password) throws IOException {
        return with(d -> d.protect(new StandardProtectionPolicy("owner", password, new AccessPermission())));
    }
}
