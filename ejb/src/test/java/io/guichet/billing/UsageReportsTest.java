package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.PlatformCaller;
import io.guichet.kernel.ProblemCode;
import io.guichet.kernel.TenantId;
import io.guichet.mail.Letter;
import io.guichet.mail.Letters;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class UsageReportsTest {

    private static final YearMonth OCTOBER = YearMonth.of(2026, 10);
    private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);

    private static final String REPORTS_COUNTED =
            "select period, quantity, source from usage_ledger where metric = 'reports' order by source";

    private final WrittenLetters letters = new WrittenLetters();
    private final Wiring wiring = new Wiring()
            .with(Clock.class, new MovingClock("2026-11-01T12:10:00Z"))
            .with(Letters.class, letters);
    private final CloseMonth months = wiring.get(CloseMonth.class);
    private final UsageReports reports = wiring.get(UsageReports.class);
    private final SendUsageReport send = wiring.get(SendUsageReport.class);
    private final Invoices invoices = wiring.get(Invoices.class);
    private CallContext tenant;

    @BeforeEach
    void aClosedMonth() throws SQLException {
        BillingRows.month("2026-09-01");
        BillingRows.month("2026-10-01");
        tenant = TestTenants.aTenant(wiring);
        BillingRows.tenantSince(tenant, "2026-04-01T00:00:00Z");
        named("=HYPERLINK(\"http://evil\") <b>Crêperie & Cie</b>", "compta@example.org");
        var plan = BillingRows.aPlan(7900L, "'sessions', 1000, 'overage', 5");
        BillingRows.subscribe(tenant, plan, "2026-05-01T00:00:00Z", null);
        BillingRows.count(tenant, "sessions", 1003, "2026-10-01", "2026-10-02T00:00:00Z");
        close(SEPTEMBER);
        close(OCTOBER);
    }

    @Test
    void a_report_goes_to_the_billing_address_once() {
        assertThat(send.send(tenant, OCTOBER, JobRunId.next())).isTrue();
        assertThat(send.send(tenant, OCTOBER, JobRunId.next())).isFalse();

        assertThat(letters.all()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).isEqualTo("compta@example.org");
            assertThat(letter.subject()).isEqualTo("Votre relevé d'usage, octobre 2026");
            assertThat(letter.about()).isEqualTo("usage-report:2026-10");
            assertThat(letter.attachments())
                    .extracting(Letter.Attachment::name)
                    .containsExactly("usage-2026-10.pdf", "usage-2026-10.csv");
            assertThat(new String(letter.attachments().getFirst().content(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
        });
    }

    @Test
    void a_report_that_is_sent_is_a_unit_of_reports_in_the_month_in_which_it_is() {
        send.send(tenant, OCTOBER, JobRunId.next());
        send.send(tenant, OCTOBER, JobRunId.next());
        send.send(tenant, SEPTEMBER, JobRunId.next());

        assertThat(BillingRows.read(tenant, REPORTS_COUNTED))
                .containsExactly("2026-11-01 1 usage-report:2026-09", "2026-11-01 1 usage-report:2026-10");
    }

    @Test
    void where_the_plan_has_no_report_left_it_is_there_to_be_fetched_alone() throws SQLException {
        BillingRows.write(
                tenant,
                "update subscriptions set ends_at = ? where tenant_id = ?",
                Instant.parse("2026-11-01T00:00:00Z"),
                tenant.tenant().value());
        var plan = BillingRows.aPlan(7900L, "'reports', 1, 'stop', null");
        BillingRows.subscribe(tenant, plan, "2026-11-01T00:00:00Z", null);

        assertThat(send.send(tenant, SEPTEMBER, JobRunId.next())).isTrue();
        assertThat(send.send(tenant, OCTOBER, JobRunId.next())).isTrue();

        assertThat(letters.all()).extracting(Letter::about).containsExactly("usage-report:2026-09");
        assertThat(BillingRows.read(tenant, "select period, sent from usage_reports order by period"))
                .containsExactly("2026-09-01 t", "2026-10-01 f");
        assertThat(BillingRows.read(tenant, REPORTS_COUNTED)).containsExactly("2026-11-01 1 usage-report:2026-09");
    }

    @Test
    void a_letter_that_cannot_be_written_leaves_the_report_to_the_next_run() {
        letters.isFull(true);
        assertThatThrownBy(() -> send.send(tenant, OCTOBER, JobRunId.next())).isInstanceOf(IllegalStateException.class);

        letters.isFull(false);
        assertThat(send.send(tenant, OCTOBER, JobRunId.next())).isTrue();
        assertThat(letters.all()).hasSize(1);
        assertThat(BillingRows.read(tenant, REPORTS_COUNTED)).hasSize(1);
    }

    @Test
    void without_an_address_the_report_is_there_to_be_fetched() {
        BillingRows.write(
                tenant,
                "update tenants set billing_email = null where id = ?",
                tenant.tenant().value());

        assertThat(send.send(tenant, OCTOBER, JobRunId.next())).isTrue();

        assertThat(letters.all()).isEmpty();
        assertThat(BillingRows.read(tenant, "select sent from usage_reports")).containsExactly("f");
        assertThat(BillingRows.read(tenant, REPORTS_COUNTED)).isEmpty();
        assertThat(UsageReportFiles.csv(reports.read(tenant, OCTOBER))).contains("sessions,1003,1000,3");
    }

    @Test
    void a_name_is_no_formula_in_a_spreadsheet() {
        assertThat(UsageReportFiles.csv(reports.read(tenant, OCTOBER)))
                .isEqualTo(
                        "client,month,metric,quantity,included,overage\r\n"
                                + "\"'=HYPERLINK(\"\"http://evil\"\") <b>Crêperie & Cie</b>\",2026-10,sessions,1003,1000,3\r\n");
    }

    @Test
    void a_pdf_says_it_in_french_with_its_own_font() throws IOException {
        var pdf = UsageReportFiles.pdf(reports.read(tenant, OCTOBER));

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains(
                            "Relevé d'usage, octobre 2026",
                            "<b>Crêperie & Cie</b>",
                            "Conversations 1003 1000 3",
                            "Abonnement Plan, du 1 octobre 2026 au 31 octobre 2026 1 79,00 € 15,80 €",
                            "Total TTC : 94,98 €",
                            "TVA à 20 %");
            var resources = document.getPage(0).getResources();
            for (var name : resources.getFontNames()) {
                assertThat(resources.getFont(name).isEmbedded()).isTrue();
            }
            var metadata =
                    new String(document.getDocumentCatalog().getMetadata().toByteArray(), StandardCharsets.UTF_8);
            assertThat(metadata).contains("pdfaid:part", "3");
        }
    }

    @Test
    void an_english_tenant_reads_english() throws IOException {
        BillingRows.write(
                tenant,
                "update tenants set locale = 'en' where id = ?",
                tenant.tenant().value());
        var report = reports.read(tenant, OCTOBER);

        try (var document = Loader.loadPDF(UsageReportFiles.pdf(report))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Usage in October 2026", "Total including VAT : 94.98 €");
        }
        send.send(tenant, OCTOBER, JobRunId.next());
        assertThat(letters.all().getFirst().subject()).isEqualTo("Your usage in October 2026");
    }

    @Test
    void a_month_that_is_not_closed_has_no_report() {
        assertThatThrownBy(() -> reports.read(tenant, YearMonth.of(2026, 11)))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }

    @Test
    void invoices_are_listed_page_by_page_and_read_with_their_lines() {
        var first = invoices.list(tenant, page(1, null));
        var second = invoices.list(tenant, page(1, first.next()));

        assertThat(first.items()).extracting(InvoiceView::month).containsExactly("2026-10");
        assertThat(second.items()).extracting(InvoiceView::month).containsExactly("2026-09");
        assertThat(second.next()).isNull();
        var invoice = invoices.get(tenant, first.items().getFirst().id());
        assertThat(invoice.invoice().totalTtcMinor()).isEqualTo(9498);
        assertThat(invoice.lines()).hasSize(2);
        assertThat(invoice.lines().getFirst().vatMention()).isEqualTo("TVA à 20 %");
    }

    @Test
    void another_tenants_invoice_is_none() {
        var other = TestTenants.aTenant(wiring);
        var mine = invoices.list(tenant, page(10, null)).items().getFirst().id();

        assertThat(invoices.list(other, page(10, null)).items()).isEmpty();
        assertThatThrownBy(() -> invoices.get(other, mine))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.NOT_FOUND));
    }

    @Test
    void a_tenant_that_does_not_exist_has_no_invoices() {
        var nobody = PlatformCaller.itself("test", "c").in(TenantId.next());

        assertThatThrownBy(() -> invoices.list(nobody, page(10, null)))
                .isInstanceOfSatisfying(
                        GuichetException.class, e -> assertThat(e.code()).isEqualTo(ProblemCode.CLIENT_NOT_FOUND));
    }

    private void close(YearMonth month) {
        months.close(PlatformCaller.itself("test", "c"), month, null, List.of(tenant.tenant()));
    }

    private void named(String name, String address) {
        BillingRows.write(
                tenant,
                "update tenants set name = ?, billing_email = ? where id = ?",
                name,
                address,
                tenant.tenant().value());
    }

    private static PageRequest page(int limit, String cursor) {
        return PageRequest.of(limit, cursor, null, null, Set.of("month"), "-month");
    }
}
