package io.guichet.api;

import io.guichet.billing.InvoiceId;
import io.guichet.billing.InvoiceInFull;
import io.guichet.billing.InvoiceView;
import io.guichet.billing.Invoices;
import io.guichet.billing.UsageReport;
import io.guichet.billing.UsageReportFiles;
import io.guichet.billing.UsageReports;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Invoices and reports as a tenant and as an operator get them. */
@ApplicationScoped
public class Bills {

    @Inject
    Invoices invoices;

    @Inject
    UsageReports reports;

    Answer.Paged<List<InvoiceView>> invoices(
            CallContext context, @Nullable Integer limit, @Nullable String cursor, @Nullable String sort) {
        var page = PageRequest.of(limit, cursor, null, sort, Set.of("month"), "-month");
        var found = invoices.list(context, page);
        return Answer.Paged.of(found.items(), found.next());
    }

    Answer<InvoiceInFull> invoice(CallContext context, String id) {
        var known = InvoiceId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such invoice."));
        return Answer.of(invoices.get(context, known));
    }

    Response csv(CallContext context, String month) {
        var report = reports.read(context, Months.ofPath(month));
        return file(report, "csv", "text/csv;charset=utf-8", UsageReportFiles.csv(report));
    }

    Response pdf(CallContext context, String month) {
        var report = reports.read(context, Months.ofPath(month));
        return file(report, "pdf", "application/pdf", UsageReportFiles.pdf(report));
    }

    private static Response file(UsageReport report, String extension, String type, Object content) {
        return Response.ok(content, type)
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"" + UsageReportFiles.name(report, extension) + "\"")
                .build();
    }
}
