package io.guichet.invitation;

import io.guichet.invitation.Invitations.NewInvitation;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.Permission;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberPermissions;
import io.guichet.tenancy.NewMember;
import io.guichet.testing.RealPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What holds for an invitation whichever way it was made: how many, in which form, how they are listed. */
@ExtendWith(RealPostgres.class)
class InvitationsTest extends InvitationScene {

    @Test
    void an_address_is_written_to_three_times_a_day_however_that_is_asked_for() {
        var first = invitations.link(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofMinutes(10));
        invitations.send(ebp, first.id(), null);
        prepare();
        invitations.revoke(ebp, first.id());
        var third = invitations.link(ebp, as("DUR-001"), null);
        prepare();
        clock.advance(Duration.ofMinutes(10));

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.send(ebp, third.id(), null));
        invitations.revoke(ebp, third.id());
        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
        assertThat(invitations.link(ebp, to("b." + email, "DUR-002"), null)).isNotNull();
        assertThat(invitations.link(sage, as("DUR-001"), null)).isNotNull();
        clock.advance(Duration.ofDays(1));
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void letters_that_are_sent_again_are_as_many_invitations() {
        var ids = new ArrayList<InvitationId>();
        for (var i = 0; i < 10; i++) {
            ids.add(invitations
                    .link(ebp, to("n" + i + "." + email, "N-" + i), null)
                    .id());
        }
        prepare();
        clock.advance(Duration.ofMinutes(10));
        ids.forEach(id -> invitations.send(ebp, id, null));

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
    }

    @Test
    void many_at_once_are_no_more() throws Exception {
        var made = 0;
        try (var threads = Executors.newFixedThreadPool(10)) {
            var calls = IntStream.range(0, 30)
                    .<Callable<Object>>mapToObj(
                            i -> () -> invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    made++;
                } catch (ExecutionException e) {
                    assertThat(e.getCause()).isInstanceOf(GuichetException.class);
                }
            }
        }

        assertThat(made).isEqualTo(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Gagnez sur http://x.example", "HTTPS://x.example", "WWW.x.example", "a\u2028b", "a\nb"})
    void a_letter_is_no_advertisement(String text) {
        var wanted = new NewInvitation(email, new NewMember(text, text, null, MemberPermissions.USUAL), true);

        assertThatThrownBy(() -> invitations.link(ebp, wanted, null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .contains("name", "external_id"));
    }

    @Test
    void a_tenant_invites_so_many_a_day() {
        for (var i = 0; i < 20; i++) {
            invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null);
        }

        assertProblem(ProblemCode.RATE_LIMITED, () -> invitations.link(ebp, as("DUR-001"), null));
        clock.advance(Duration.ofDays(1));
        assertThat(invitations.link(ebp, as("DUR-001"), null)).isNotNull();
    }

    @Test
    void the_same_key_gives_the_same_invitation() {
        var first = invitations.link(ebp, as("DUR-001"), "key");

        assertThat(invitations.link(ebp, as("DUR-001"), "key")).isEqualTo(first);
        assertThat(list(ebp)).hasSize(1);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> invitations.link(ebp, to("x." + email, "DUR-001"), "key"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "durant",
                "a@b",
                "a b@example.com",
                "a@example.com\nBcc: b@example.com",
                "a@-x.example",
                "a@x..example",
                "\"a\"@example.com",
                "a@[127.0.0.1]",
                ".a@example.com",
                "é@example.com"
            })
    void an_address_has_the_form_of_one(String text) {
        assertThatThrownBy(() -> invitations.link(ebp, to(text, " "), null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactly("email", "external_id"));
    }

    @Test
    void the_list_is_read_page_by_page_searched_and_filtered() {
        for (var i = 0; i < 5; i++) {
            invitations.link(ebp, to("n" + i + "." + email, "N-" + i), null);
        }
        var first = invitations.list(ebp, page(3, null, null), null);
        var second = invitations.list(ebp, page(3, first.next(), null), null);

        assertThat(first.items()).hasSize(3);
        assertThat(second.items()).hasSize(2);
        assertThat(second.next()).isNull();
        assertThat(first.items()).doesNotContainAnyElementsOf(second.items());
        assertThat(invitations.list(ebp, page(50, null, "n3."), null).items()).hasSize(1);
        assertThat(invitations.list(ebp, page(50, null, null), "accepted").items())
                .isEmpty();
        assertThat(list(sage)).isEmpty();
    }

    @Test
    void nothing_is_done_without_the_permission() {
        var reader =
                new CallContext(ebp.tenant(), new Actor.Software("gk_x"), Set.of(Permission.CREATE_SESSIONS), "test");

        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.link(reader, as("X"), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.createAndLink(reader, as("X"), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.list(reader, page(50, null, null), null));
        assertProblem(ProblemCode.FORBIDDEN, () -> invitations.revoke(reader, InvitationId.next()));
    }

    @Test
    void every_faulty_field_of_an_invitation_is_named_at_once() {
        var faulty = new NewInvitation("", new NewMember("", null, "", "{\"x\":1}", MemberPermissions.USUAL), true);

        assertThatThrownBy(() -> invitations.invite(PLATFORM, ebp.tenant(), faulty, "root", null))
                .isInstanceOfSatisfying(
                        GuichetException.class,
                        e -> assertThat(e.fields())
                                .extracting(GuichetException.FieldError::field)
                                .containsExactlyInAnyOrder(
                                        "email", "external_id", "phone", "branding.x", "name", "role"));
    }

    @Test
    void the_same_key_writes_once_more_once() {
        var invited = invitations.createAndLink(
                ebp,
                new NewInvitation(email, new NewMember("DUR-001", "Durant", null, MemberPermissions.USUAL), false),
                null);
        prepare();
        var first = invitations.send(ebp, invited.id(), "key");
        prepare();

        assertThat(invitations.send(ebp, invited.id(), "key")).isEqualTo(first);
        prepare();
        assertThat(letters(ebp)).hasSize(1);
    }
}
