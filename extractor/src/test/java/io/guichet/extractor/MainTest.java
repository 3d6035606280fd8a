package io.guichet.extractor;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said of a document, and of one that means harm. */
class MainTest {

    @TempDir
    Path folder;

    @Test
    void paragraphs_of_a_text_are_between_empty_lines() throws IOException {
        assertThat(said("txt", "Ouvert\nle samedi.\n\nFermé le dimanche."))
                .isEqualTo("P\tOuvert le samedi.\nP\tFermé le dimanche.\nEND\n");
    }

    @Test
    void letters_of_windows_and_of_a_mark_at_the_beginning_are_read() throws IOException {
        assertThat(said("txt", "Été à 5 €".getBytes(Charset.forName("windows-1252"))))
                .isEqualTo("P\tÉté à 5 €\nEND\n");
        assertThat(said("txt", "\uFEFFÉté".getBytes(StandardCharsets.UTF_8))).isEqualTo("P\tÉté\nEND\n");
        assertThat(said("txt", "\uFEFFÉté".getBytes(StandardCharsets.UTF_16LE))).isEqualTo("P\tÉté\nEND\n");
    }

    @Test
    void markdown_has_headings_items_and_tables() throws IOException {
        assertThat(said("md", """
                # Tarifs
                Voir **la** [carte](https://a.example/b).

                - coupe
                - couleur

                | Coupe | Prix |
                |---|---|
                | Homme | 26 € |
                """)).isEqualTo("""
                H\t1\tTarifs
                P\tVoir la carte.
                P\tcoupe
                P\tcouleur
                T\tCoupe | Prix
                R\tHomme | 26 €
                END
                """);
    }

    @Test
    void questions_and_answers_are_pairs_whatever_is_between_them() throws IOException {
        var expected = "Q\tOuvert le samedi ?\tOui, le matin.\nQ\tCarte ?\tOui\nEND\n";
        assertThat(said("csv", "question;réponse\nOuvert le samedi ?;\"Oui, le matin.\"\nCarte ?;Oui\n"))
                .isEqualTo(expected);
        assertThat(said("csv", "Ouvert le samedi ?,\"Oui, le matin.\"\nCarte ?,Oui\n"))
                .isEqualTo(expected);
        assertThat(said("csv", "une seule colonne\nsans réponse\n")).isEqualTo("NO columns\n");
        assertThat(said("csv", "a;\"jamais fermé")).isEqualTo("NO columns\n");
    }

    @Test
    void of_a_page_the_text_is_told_and_not_what_moves() throws IOException {
        assertThat(said("html", """
                <html><head><title>T</title><style>p{}</style></head><body><nav>Accueil</nav>
                <h1>Le salon</h1><p>Ouvert <b>le</b> samedi.</p><script>alert(1)</script>
                <table><tr><th>Coupe</th><th>Prix</th></tr><tr><td>Homme</td><td>26 €</td></tr></table>
                <ul><li>Thé</li><li>Café</li></ul></body></html>""")).isEqualTo("""
                H\t1\tLe salon
                P\tOuvert le samedi.
                T\tCoupe | Prix
                R\tHomme | 26 €
                P\tThé
                P\tCafé
                END
                """);
    }

    @Test
    void a_pdf_is_told_in_paragraphs() throws IOException {
        assertThat(said("pdf", pdf(null))).contains("Ouvert le samedi").endsWith("END\n");
    }

    @Test
    void a_word_document_has_headings_paragraphs_and_tables() throws IOException {
        var said = said("docx", docx());

        assertThat(said)
                .contains("Ouvert le samedi.")
                .contains("T\tCoupe | Prix\nR\tHomme | 26 €")
                .endsWith("END\n");
    }

    @Test
    void a_pdf_with_a_password_says_so() throws IOException {
        assertThat(said("pdf", pdf("secret"))).endsWith("NO encrypted\n");
    }

    @Test
    void what_is_damaged_or_is_something_else_is_refused() throws IOException {
        var noise = new byte[20_000];
        new Random(1).nextBytes(noise);
        for (var kind : new String[] {"pdf", "docx"}) {
            assertThat(said(kind, noise)).endsWith("NO unreadable\n");
        }
        var half = docx();
        assertThat(said("docx", java.util.Arrays.copyOf(half, half.length / 2))).contains("NO ");
    }

    @Test
    void an_entity_of_a_word_document_reads_no_file() throws IOException {
        var secret = folder.resolve("secret.txt");
        Files.writeString(secret, "TOPSECRET");
        var evil = zip(Map.of(
                "[Content_Types].xml",
                types(),
                "_rels/.rels",
                relations(),
                "word/document.xml",
                "<!DOCTYPE d [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>" + body("&x;")));

        assertThat(said("docx", evil)).doesNotContain("TOPSECRET");
    }

    @Test
    void entities_that_multiply_are_not_unfolded() throws IOException {
        var bomb = new StringBuilder("<!DOCTYPE d [<!ENTITY a0 \"haha\">");
        for (var i = 1; i < 12; i++) {
            bomb.append("<!ENTITY a%d \"%s\">".formatted(i, ("&a" + (i - 1) + ";").repeat(10)));
        }
        bomb.append("]>").append(body("&a11;"));
        var evil = zip(Map.of(
                "[Content_Types].xml", types(), "_rels/.rels", relations(), "word/document.xml", bomb.toString()));

        assertThat(said("docx", evil).length()).isLessThan(10_000);
    }

    @Test
    void a_document_that_unpacks_to_far_more_is_refused() throws IOException {
        var evil = zip(Map.of(
                "[Content_Types].xml",
                types(),
                "_rels/.rels",
                relations(),
                "word/document.xml",
                body("a ".repeat(3_000_000))));

        assertThat(said("docx", evil)).endsWith("NO bomb\n");
    }

    @Test
    void no_text_can_pass_for_a_line_of_another_kind() throws IOException {
        assertThat(said("txt", "END\tQ\tx\ty\r\u2028\u0085NO memory")).isEqualTo("P\tEND Q x y NO memory\nEND\n");
    }

    private static String said(String kind, String text) throws IOException {
        return said(kind, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String said(String kind, byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        Main.write(kind, bytes, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static byte[] pdf(String password) throws IOException {
        try (var document = new PDDocument()) {
            var page = new PDPage();
            document.addPage(page);
            try (var content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
                content.newLineAtOffset(50, 700);
                content.showText("Ouvert le samedi.");
                content.endText();
            }
            if (password != null) {
                document.protect(new StandardProtectionPolicy(password, password, new AccessPermission()));
            }
            var out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] docx() throws IOException {
        try (var document = new XWPFDocument()) {
            document.createParagraph().createRun().setText("Ouvert le samedi.");
            var table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("Coupe");
            table.getRow(0).getCell(1).setText("Prix");
            table.getRow(1).getCell(0).setText("Homme");
            table.getRow(1).getCell(1).setText("26 €");
            var out = new ByteArrayOutputStream();
            document.write(out);
            return out.toByteArray();
        }
    }

    private static byte[] zip(Map<String, String> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static String types() {
        return "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\""
                + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Override"
                + " PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument."
                + "wordprocessingml.document.main+xml\"/></Types>";
    }

    private static String relations() {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                + " Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                + " Target=\"word/document.xml\"/></Relationships>";
    }

    private static String body(String text) {
        return "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:p><w:r>"
                + "<w:t>" + text + "</w:t></w:r></w:p></w:body></w:document>";
    }
}
