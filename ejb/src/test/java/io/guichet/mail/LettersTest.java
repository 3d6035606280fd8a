package io.guichet.mail;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import io.guichet.kernel.CallContext;
import io.guichet.mail.Letter.Attachment;
import io.guichet.testing.DueWork;
import io.guichet.testing.MovingClock;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestTenants;
import io.guichet.testing.Wiring;
import io.guichet.work.WorkOutcome;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(RealPostgres.class)
class LettersTest {

    private final MovingClock clock = new MovingClock("2026-11-02T08:00:00Z");
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private Wiring wiring;
    private CallContext ebp;

    @BeforeEach
    void a_mail_server_and_a_tenant() {
        server.start();
        wiring = at(server.getSmtp().getPort());
        ebp = TestTenants.aTenant(wiring);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void a_letter_goes_out_after_its_transaction_under_the_tenants_name() throws Exception {
        write(new Letter("contact@durant.example", "Élan d'été", "Bonjour,\nça marche : œuvre à 10 €.\n", "a"));

        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(due().run(ebp)).containsExactly(WorkOutcome.DONE);

        var message = only();
        assertThat(message.getSubject()).isEqualTo("Élan d'été");
        assertThat(message.getContent().toString().replace("\r\n", "\n").strip())
                .isEqualTo("Bonjour,\nça marche : œuvre à 10 €.");
        assertThat(message.getFrom()[0].toString()).isEqualTo("Durant Peinture <guichet@guichet.example>");
        assertThat(message.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(message.getMessageID()).matches("<ltr_[0-9a-f]{32}@guichet.example>");
    }

    @Test
    void files_go_with_it() throws Exception {
        var pdf = new byte[] {'%', 'P', 'D', 'F', 0, (byte) 0xff};
        write(new Letter(
                "a@durant.example",
                "Facture",
                "Ci-jointe.",
                "a",
                List.of(new Attachment("facture n° 12.pdf", "application/pdf", pdf))));
        due().run(ebp);

        var parts = (MimeMultipart) only().getContent();
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("application/pdf");
        assertThat(parts.getBodyPart(1).getInputStream().readAllBytes()).isEqualTo(pdf);
        assertThat(jakarta.mail.internet.MimeUtility.decodeText(
                        parts.getBodyPart(1).getFileName()))
                .isEqualTo("facture n° 12.pdf");
    }

    @Test
    void about_one_thing_an_address_hears_once() {
        write(new Letter("a@durant.example", "Un", "…", "invoice-1"));
        write(new Letter("A@Durant.example", "Un, encore", "…", "invoice-1"));
        write(new Letter("b@durant.example", "Un", "…", "invoice-1"));
        write(new Letter("a@durant.example", "Deux", "…", "invoice-2"));
        due().run(ebp);
        due().run(ebp);

        assertThat(server.getReceivedMessages()).hasSize(3);
    }

    @Test
    void for_a_tenant_that_was_deleted_nothing_goes_out() {
        write(new Letter("a@durant.example", "Un", "…", "a"));
        RealPostgres.inTenant(
                ebp.tenant(),
                c -> c.createStatement().executeUpdate("update tenants set status = 'deleted', deleted_at = now()"));
        assertThat(due().run(ebp)).containsExactly(WorkOutcome.DONE);

        assertThat(server.getReceivedMessages()).isEmpty();
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("failed"));
    }

    @Test
    void about_one_thing_an_address_hears_once_also_when_the_platform_key_was_changed() {
        write(new Letter("a@durant.example", "Un", "…", "invoice-1"));
        var other = Base64.getEncoder().encodeToString("another-platform-key-of-32-bytes".getBytes(US_ASCII));
        var changed = new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.platform.key", other)
                .configured("guichet.platform.previous-keys", Wiring.PLATFORM_KEY);
        changed.inTenant(ebp, () -> {
            changed.get(Letters.class).write(ebp, new Letter("a@durant.example", "Encore", "…", "invoice-1"));
            return null;
        });

        assertThat(rows()).hasSize(1);
    }

    @Test
    void work_that_is_run_again_sends_nothing_again() {
        write(new Letter("a@durant.example", "Un", "…", "a"));
        var work = due().waiting(ebp).getFirst();
        due().run(ebp);

        assertThat(wiring.get(SendLetter.class).handle(ebp, work.subject(), 2)).isEqualTo(WorkOutcome.DONE);
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void what_is_rolled_back_was_never_written() {
        assertThatThrownBy(() -> wiring.inTenant(ebp, () -> {
                    wiring.get(Letters.class).write(ebp, new Letter("a@durant.example", "Un", "…", "a"));
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(due().waiting(ebp)).isEmpty();
    }

    @Test
    void the_database_reads_nothing_of_a_letter_and_keeps_nothing_of_one_that_was_sent() {
        write(new Letter("secret.person@durant.example", "Rendez-vous", "le mot de passe", "a"));
        assertThat(rows())
                .singleElement()
                .satisfies(row -> assertThat(row)
                        .contains("waiting")
                        .doesNotContain("secret.person")
                        .doesNotContain("Rendez-vous")
                        .doesNotContain("mot de passe"));

        due().run(ebp);

        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("sent"));
        assertThat(RealPostgres.<Boolean>inTenant(ebp.tenant(), c -> {
                    var row = c.createStatement().executeQuery("select content is null from letters");
                    row.next();
                    return row.getBoolean(1);
                }))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bonjour\r\nBcc: everybody@example.com", "Bonjour\nX: y", "Bonjour\u0000", "a\u0085b"})
    void a_subject_adds_no_header(String subject) {
        assertThatThrownBy(() -> new Letter("a@durant.example", subject, "…", "a"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@durant.example\r\nBcc: b@example.com", "", " "})
    void an_address_is_one(String address) {
        assertThatThrownBy(() -> new Letter(address, "Un", "…", "a")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@durant.example, b@example.com", "nobody", "<script>@x"})
    void a_letter_to_no_address_is_given_up(String address) {
        write(new Letter(address, "Un", "…", "a"));

        assertThat(due().run(ebp)).containsExactly(WorkOutcome.DONE);
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("failed"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_down_is_tried_again_with_the_same_message_id() throws Exception {
        server.stop();
        write(new Letter("a@durant.example", "Un", "…", "a"));
        assertThat(due().run(ebp)).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        server.start();
        wiring = at(server.getSmtp().getPort());
        clock.advance(Duration.ofMinutes(1));
        var work = due().waiting(ebp).getFirst();
        due().run(ebp);

        assertThat(only().getMessageID()).isEqualTo("<" + work.subject() + "@guichet.example>");
    }

    @Test
    void after_about_an_hour_it_is_given_up() {
        wiring = at(1);
        write(new Letter("a@durant.example", "Un", "…", "a"));
        var tries = 0;
        while (!due().waiting(ebp).isEmpty() && tries < 100) {
            due().run(ebp);
            clock.advance(Duration.ofMinutes(40));
            tries++;
        }

        assertThat(tries).isEqualTo(13);
        assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("failed"));
    }

    @Test
    void a_refusal_for_good_is_not_tried_again_and_one_for_now_is() throws Exception {
        try (var refusing = new SmtpAnswering("550 5.1.1 <a@durant.example> unknown")) {
            wiring = at(refusing.port());
            write(new Letter("a@durant.example", "Un", "…", "a"));
            assertThat(due().run(ebp)).containsExactly(WorkOutcome.DONE);
            assertThat(rows()).singleElement().satisfies(row -> assertThat(row).contains("failed,\"SMTP 550\""));
        }
        try (var busy = new SmtpAnswering("451 4.3.0 try later")) {
            wiring = at(busy.port());
            write(new Letter("a@durant.example", "Deux", "…", "b"));
            assertThat(due().run(ebp)).singleElement().isEqualTo(new WorkOutcome.Retry("SMTP 451", null));
        }
    }

    @Test
    void without_a_server_it_is_a_file_on_a_development_machine(@TempDir Path folder) throws Exception {
        wiring = new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.profile", "dev")
                .configured("guichet.mail.dir", folder.resolve("mail").toString());
        write(new Letter("contact@durant.example", "Invitation", "Bonjour", "a"));
        due().run(ebp);

        try (var files = Files.list(folder.resolve("mail"))) {
            var eml = files.toList();
            assertThat(eml)
                    .singleElement()
                    .satisfies(f -> assertThat(f.toString()).endsWith(".eml"));
            assertThat(Files.readString(eml.getFirst())).contains("Subject: Invitation", "contact@durant.example");
        }
    }

    @Test
    void without_a_server_it_waits_in_production_for_as_long_as_it_takes() throws Exception {
        wiring = new Wiring().with(Clock.class, clock).configured("guichet.mail.dir", "target/nowhere");
        write(new Letter("a@durant.example", "Un", "…", "a"));
        for (var i = 0; i < 30; i++) {
            assertThat(due().run(ebp)).containsExactly(WorkOutcome.DONE);
            clock.advance(Duration.ofMinutes(5));
        }
        wiring = at(server.getSmtp().getPort());
        due().run(ebp);

        assertThat(only().getSubject()).isEqualTo("Un");
        assertThat(due().waiting(ebp)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"guichet.mail.tls=maybe", "guichet.mail.port=0", "guichet.mail.from=nobody"})
    void a_bad_value_stops_the_start(String setting) {
        var at = setting.indexOf('=');
        var configured = new Wiring().configured(setting.substring(0, at), setting.substring(at + 1));

        assertThatThrownBy(() -> configured.get(Postman.class)).hasStackTraceContaining(setting.substring(0, at));
    }

    @Test
    void starttls_is_required_where_it_is_configured() {
        wiring = wired(server.getSmtp().getPort(), "starttls");
        write(new Letter("a@durant.example", "Un", "…", "a"));

        assertThat(due().run(ebp)).singleElement().isInstanceOf(WorkOutcome.Retry.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private Wiring at(int port) {
        return wired(port, "off");
    }

    private Wiring wired(int port, String tls) {
        return new Wiring()
                .with(Clock.class, clock)
                .configured("guichet.mail.host", "127.0.0.1")
                .configured("guichet.mail.port", Integer.toString(port))
                .configured("guichet.mail.tls", tls)
                .configured("guichet.mail.timeout", "PT2S")
                .configured("guichet.mail.from", "guichet@guichet.example");
    }

    private void write(Letter letter) {
        wiring.inTenant(ebp, () -> {
            wiring.get(Letters.class).write(ebp, letter);
            return null;
        });
    }

    private DueWork due() {
        return new DueWork(wiring.get(SendLetter.class), clock);
    }

    private MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        var message = server.getReceivedMessages()[0];
        assertThat(GreenMailUtil.getWholeMessage(message)).isNotBlank();
        return message;
    }

    private List<String> rows() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new java.util.ArrayList<String>();
            var rows = c.createStatement().executeQuery("select (l.status, l.error, l)::text from letters l");
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        });
    }

    /** An SMTP server that says one thing to every recipient. */
    private static final class SmtpAnswering implements AutoCloseable {

        private final ServerSocket socket;

        SmtpAnswering(String toRecipient) throws IOException {
            socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
            Thread.ofVirtual().start(() -> serve(toRecipient));
        }

        int port() {
            return socket.getLocalPort();
        }

        private void serve(String toRecipient) {
            try (var connection = socket.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII))) {
                var out = connection.getOutputStream();
                out.write("220 test\r\n".getBytes(StandardCharsets.US_ASCII));
                for (var line = in.readLine(); line != null; line = in.readLine()) {
                    var answer = line.startsWith("RCPT") ? toRecipient : "250 ok";
                    out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                }
            } catch (IOException e) {
                // The client is gone.
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
