package io.guichet.mail;

import io.guichet.kernel.CallContext;
import io.guichet.work.Lane;
import io.guichet.work.WorkHandler;
import io.guichet.work.WorkOutcome;
import io.guichet.work.WorkType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Sends a letter. Tried for about an hour; what the server refuses for good is given up at once. A letter that the server
 * took just before this process died goes out again, with the same Message-ID.
 */
@ApplicationScoped
class SendLetter implements WorkHandler {

    static final WorkType TYPE =
            new WorkType("mail.send", WorkType.retriedForAnHour("mail.send").retries(), Lane.DELIVERIES);

    static final Duration UNTIL_THERE_IS_A_SERVER = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(SendLetter.class);

    @Inject
    Outbox outbox;

    @Inject
    Postman postman;

    @Override
    public WorkType type() {
        return TYPE;
    }

    @Override
    public WorkOutcome handle(CallContext context, String subject, int attempt) {
        var id = letter(subject);
        var outgoing = outbox.waiting(context, id);
        if (outgoing.isEmpty()) {
            return WorkOutcome.DONE;
        }
        return switch (postman.post(outgoing.get())) {
            case Posted.Accepted accepted -> {
                outbox.sent(context, id);
                yield WorkOutcome.DONE;
            }
            case Posted.NotNow notNow -> new WorkOutcome.Retry(notNow.reason(), null);
            case Posted.Refused refused -> {
                LOG.warnf("GUI1002 %s of %s was refused: %s", id, context.tenant(), refused.reason());
                outbox.failed(context, id, refused.reason());
                yield WorkOutcome.DONE;
            }
            case Posted.Nowhere nowhere -> {
                outbox.later(context, id, UNTIL_THERE_IS_A_SERVER);
                yield WorkOutcome.DONE;
            }
        };
    }

    @Override
    public void givenUp(CallContext context, String subject, String reason) {
        outbox.failed(context, letter(subject), reason);
    }

    private static LetterId letter(String subject) {
        return LetterId.parse(subject).orElseThrow(() -> new IllegalArgumentException("no letter: " + subject));
    }
}
