package io.guichet.billing;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Objects;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** A usage report as files. What a tenant wrote is text in them: no markup in the PDF, no formula in the CSV. */
public final class UsageReportFiles {

    static {
        // It would tell of each document how long it took, on the standard error.
        XRLog.setLoggingEnabled(false);
    }

    /** Comes with PDFBox; has what French needs, and the euro. */
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private static final String STYLE = """
            @page { size: A4; margin: 20mm; }
            body { font-family: 'Liberation Sans'; font-size: 10pt; color: #1b1b1b; }
            h1 { font-size: 18pt; font-weight: normal; margin: 0 0 4mm 0; }
            h2 { font-size: 12pt; font-weight: normal; margin: 8mm 0 2mm 0; }
            table { width: 100%; border-collapse: collapse; }
            th { font-weight: normal; color: #555555; text-align: left; border-bottom: 0.5pt solid #555555; }
            th, td { padding: 1.5mm 2mm; }
            td { border-bottom: 0.25pt solid #cccccc; word-wrap: break-word; }
            .n { text-align: right; white-space: nowrap; }
            .note { color: #555555; margin-top: 3mm; }""";

    private UsageReportFiles() {}

    /** The name of a file, e.g. {@code usage-2026-10.pdf}. */
    public static String name(UsageReport report, String extension) {
        return "usage-" + report.month() + "." + extension;
    }

    /** {@code October 2026} in the tenant's language. */
    static String monthName(UsageReport report) {
        return report.month().format(DateTimeFormatter.ofPattern("MMMM uuuu", report.locale()));
    }

    /** RFC 4180, UTF-8. */
    public static String csv(UsageReport report) {
        var text = new StringBuilder();
        var format = CSVFormat.RFC4180
                .builder()
                .setHeader("client", "month", "metric", "quantity", "included", "overage")
                .get();
        try (var csv = new CSVPrinter(text, format)) {
            for (var line : report.usage()) {
                csv.printRecord(
                        harmless(report.client()),
                        report.month(),
                        harmless(line.metric()),
                        line.quantity(),
                        line.included(),
                        line.overage());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** A spreadsheet takes what begins so for a formula. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /** PDF/A-3b, its font inside. */
    public static byte[] pdf(UsageReport report) {
        var out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .useFastMode()
                    .usePdfAConformance(PdfRendererBuilder.PdfAConformance.PDFA_3_B)
                    .useColorProfile(ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData())
                    .useFont(UsageReportFiles::font, "Liberation Sans", 400, BaseRendererBuilder.FontStyle.NORMAL, true)
                    // Nothing is fetched: the page has no addresses, and would not be let out if it had.
                    .useUriResolver((base, uri) -> null)
                    .withHtmlContent(html(report), null)
                    .toStream(out)
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static InputStream font() {
        return Objects.requireNonNull(PDFont.class.getResourceAsStream(FONT), FONT);
    }

    private static String html(UsageReport report) {
        var english = report.locale().getLanguage().equals("en");
        var title = (english ? "Usage in " : "Relevé d'usage, ") + monthName(report);
        var page = new StringBuilder("<html lang=\"%s\"><head><title>%s</title><style>%s</style></head><body>"
                .formatted(english ? "en" : "fr", escaped(title), STYLE));
        page.append("<h1>%s</h1><div>%s</div>".formatted(escaped(title), escaped(report.client())));
        page.append("<h2>%s</h2>".formatted(english ? "Usage" : "Usage du mois"));
        page.append(
                english
                        ? row("th", "Metric", "Quantity", "Included", "Beyond")
                        : row("th", "Compteur", "Quantité", "Inclus", "Dépassement"));
        for (var line : report.usage()) {
            page.append(row(
                    "td",
                    Invoicing.name(line.metric(), report.locale()),
                    Long.toString(line.quantity()),
                    line.included() == null ? "–" : Long.toString(line.included()),
                    Long.toString(line.overage())));
        }
        page.append("</table>");
        report.invoice().ifPresent(invoice -> invoice(page, invoice, english));
        return page.append("</body></html>").toString();
    }

    private static void invoice(StringBuilder page, InvoiceInFull full, boolean english) {
        var invoice = full.invoice();
        var currency = Currency.getInstance(invoice.currency());
        page.append("<h2>%s</h2>".formatted(english ? "Amounts (draft invoice)" : "Montants (projet de facture)"));
        page.append(
                english ? row("th", "Line", "Quantity", "Net", "VAT") : row("th", "Ligne", "Quantité", "HT", "TVA"));
        for (var line : full.lines()) {
            page.append(row(
                    "td",
                    line.label(),
                    line.quantity().toPlainString(),
                    amount(line.totalHtMinor(), currency, english),
                    amount(line.vatMinor(), currency, english)));
        }
        page.append(row(
                "td",
                "Total",
                "",
                amount(invoice.totalHtMinor(), currency, english),
                amount(invoice.totalVatMinor(), currency, english)));
        page.append("</table><p>%s : %s</p>"
                .formatted(
                        english ? "Total including VAT" : "Total TTC",
                        escaped(amount(invoice.totalTtcMinor(), currency, english))));
        full.lines().stream()
                .map(InvoiceInFull.Line::vatMention)
                .distinct()
                .forEach(mention -> page.append("<p class=\"note\">%s</p>".formatted(escaped(mention))));
    }

    /** The first row opens the table. */
    private static String row(String cell, String first, String... numbers) {
        var row = new StringBuilder(cell.equals("th") ? "<table>" : "")
                .append("<tr><%s>%s</%s>".formatted(cell, escaped(first), cell));
        for (var number : numbers) {
            row.append("<%s class=\"n\">%s</%s>".formatted(cell, escaped(number), cell));
        }
        return row.append("</tr>").toString();
    }

    private static String amount(long minor, Currency currency, boolean english) {
        var symbol = currency.getCurrencyCode().equals("EUR") ? "€" : currency.getCurrencyCode();
        var text =
                BigDecimal.valueOf(minor, currency.getDefaultFractionDigits()).toPlainString();
        return (english ? text : text.replace('.', ',')) + " " + symbol;
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\p{Cntrl}\\uFFFE\\uFFFF\\p{Cs}]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
