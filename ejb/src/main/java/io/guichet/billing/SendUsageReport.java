package io.guichet.billing;

import io.guichet.kernel.CallContext;
import io.guichet.mail.Letter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;

/** Makes a tenant's report between two short transactions: a document takes longer than rows should wait. */
@ApplicationScoped
public class SendUsageReport {

    @Inject
    UsageReports reports;

    /**
     * @return whether it was made now, and not before
     */
    public boolean send(CallContext context, YearMonth month, JobRunId run) {
        var report = reports.read(context, month);
        var files = report.recipient() == null
                ? List.<Letter.Attachment>of()
                : List.of(
                        new Letter.Attachment(
                                UsageReportFiles.name(report, "pdf"), "application/pdf", UsageReportFiles.pdf(report)),
                        new Letter.Attachment(
                                UsageReportFiles.name(report, "csv"),
                                "text/csv",
                                UsageReportFiles.csv(report).getBytes(StandardCharsets.UTF_8)));
        return reports.send(context, report, files, run);
    }
}
