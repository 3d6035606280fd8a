package io.guichet.conversation.checking;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.ProblemCode;
import io.guichet.testing.SampleFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
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
            } catch (GuichetException e) {
                assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE);
            }
        }
    }

    /** Whoever opens it unpacks it at once: it is not opened. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode",
                "/Type/ObjStm/N 1/F#69rst 4/Filter/FlateDecode",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/X(obj)",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/X(5 0 obj stream)",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/X(endstream obj)",
                "/Type/XRef/W[1 2 1]/Filter [ /FlateDecode ]",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 4/Predictor 12>>"
            })
    void a_part_that_unpacks_to_more_than_there_is_memory_is_not_unpacked(String about) {
        var bomb = part(about, deflated(40 * 1024 * 1024));

        assertThat(bomb.length).isLessThan(200_000);
        assertThatThrownBy(() -> Document.check(bomb)).hasMessage("The PDF is packed in a way that is not opened.");
    }

    @Test
    void an_object_in_a_part_that_unpacks_to_too_much_is_not_looked_for() {
        var packed = deflated(40 * 1024 * 1024);
        var pdf = table(
                object(1, "<</Type/Catalog/Pages 2 0 R>>"),
                object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"),
                object(3, "<</Type/Page/Parent 2 0 R>>"),
                joined(
                        ascii("4 0 obj\n<</Subtype/Image/Filter/FlateDecode/Length " + packed.length + ">>\nstream\n"),
                        packed,
                        ascii("\nendstream\nendobj\n")),
                null);

        assertThatThrownBy(() -> Document.check(pdf)).hasMessage("The PDF is packed in a way that is not opened.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/Type/ObjStm/N 1/First 4/Filter/LZWDecode",
                "/Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]",
                "/Type/ObjStm/N 1/First 4/Filter 9 0 R",
                "/Type/ObjStm/N 1/First 4/F /Fl",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 2000000000>>",
                "/Type/ObjStm/N 1/First 4/Filter/FlateDecode/DecodeParms<</Columns 9 0 R>>"
            })
    void a_part_that_could_unpack_to_anything_is_not_unpacked(String about) {
        assertThatThrownBy(() -> Document.check(part(about, deflated(10))))
                .hasMessage("The PDF is packed in a way that is not opened.");
    }

    /** PDFBox makes of each entry an object, and of entries without a length as many as the table says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/W[0 0 0]/Index[0 2000000000]",
                "/W[0 0 0]/Size 2000000000",
                "/W[0 0 0]/Index[0 9 0 2000000000]",
                "/W[0 2000000000 0]",
                "/W[21 -20 0]",
                "/W[9 0 R 0 0]/Index[0 2000000000]",
                "/W 9 0 R/Index[0 2000000000]",
                "/W[1.5 0 0]",
                "/W[1]",
                "/W[0 1 0]/Index[0 2000000000]"
            })
    void a_table_of_more_objects_than_a_document_has_is_not_read(String about) {
        assertThatThrownBy(() -> Document.check(part("/Type/XRef/Filter/FlateDecode" + about, deflated(1_000_000))))
                .hasMessage("The PDF has too many parts.");
    }

    @Test
    void a_picture_in_a_document_may_be_large_since_nobody_unpacks_it() throws IOException {
        var pdf = with(d -> {
            var picture = d.getDocument().createCOSStream();
            try (var out = picture.createRawOutputStream()) {
                out.write(deflated(40 * 1024 * 1024));
            }
            picture.setItem(COSName.FILTER, COSName.FLATE_DECODE);
            d.getPage(0).getCOSObject().setItem(COSName.THUMB, picture);
        });

        assertThatCode(() -> Document.check(pdf)).doesNotThrowAnyException();
    }

    /** Each of its objects is read to the end of the file. */
    @ParameterizedTest
    @ValueSource(strings = {" 0 obj(", " 0 obj<<>>stream\n", " 0 obj["})
    void one_that_is_gone_over_for_each_of_its_objects_is_given_up(String begin) {
        var text = new StringBuilder("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                + "2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n");
        for (var i = 4; i < 30_000; i++) {
            text.append('\n').append(i).append(begin);
        }
        text.append("\ntrailer<</Root 1 0 R>>\n%%EOF\n");

        assertThatThrownBy(() -> Document.check(ascii(text.toString()))).hasMessage("The PDF takes too long to read.");
    }

    @Test
    void one_whose_parts_lead_from_one_to_the_next_without_an_end_is_refused() {
        var text = new StringBuilder("%PDF-1.5\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n");
        for (var i = 2; i < 20_000; i++) {
            text.append(i)
                    .append(" 0 obj<</Type/Pages/Count 1/Kids[")
                    .append(i + 1)
                    .append(" 0 R]>>endobj\n");
        }
        text.append("trailer<</Root 1 0 R>>\n%%EOF\n");

        assertThatThrownBy(() -> Document.check(ascii(text.toString())))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.UNSUPPORTED_FILE));
    }

    @Test
    void one_packed_as_others_pack_it_is_taken() {
        var content = ascii("3 0 <</Type/Page/Parent 2 0 R>>");
        var pdf = table(
                object(1, "<</Type/Catalog/Pages 2 0 R>>"),
                object(2, "<</Type/Pages/Count 1/Kids[3 0 R]>>"),
                null,
                joined(
                        ascii("4 0 obj\n<</Type/ObjStm/N 1/First 4/Length " + content.length + ">>\nstream\n"),
                        content,
                        ascii("\nendstream\nendobj\n")));

        assertThatCode(() -> Document.check(pdf)).doesNotThrowAnyException();
    }

    private static byte[] object(int number, String content) {
        return ascii(number + " 0 obj\n" + content + "\nendobj\n");
    }

    /** These objects and a table of them; one that is null is said to be in the fourth. */
    private static byte[] table(byte[]... objects) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(ascii("%PDF-1.5\n"));
        var rows = new StringBuilder("00 0000 00");
        for (var object : objects) {
            rows.append(object == null ? "02 0004 00" : "01 %04x 00".formatted(out.size()));
            out.writeBytes(object == null ? new byte[0] : object);
        }
        var table = HexFormat.of().parseHex(rows.toString().replace(" ", ""));
        var begin = out.size();
        out.writeBytes(ascii(objects.length + 1 + " 0 obj\n<</Type/XRef/W[1 2 1]/Root 1 0 R/Size "
                + (objects.length + 1) + "/Length " + table.length + ">>\nstream\n"));
        out.writeBytes(table);
        out.writeBytes(ascii("\nendstream\nendobj\nstartxref\n" + begin + "\n%%EOF\n"));
        return out.toByteArray();
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
