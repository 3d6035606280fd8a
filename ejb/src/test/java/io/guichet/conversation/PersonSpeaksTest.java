package io.guichet.conversation;

import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.conversation.Turns.Reply;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.Audit;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.Wiring;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** What a person writes and notes, what visitors are told, and what the tenant sets. */
@ExtendWith(RealPostgres.class)
class PersonSpeaksTest extends HandOverScene {

    @Test
    void what_a_person_writes_answers_all_that_waited_and_has_his_name() {
        called("asked_for_a_person");
        var first = write("Vous êtes là ?");
        var second = write("Allô ?");

        var written = speak.say(ebp, conversation, new NewWords("Oui, bonjour.", "Claire Aubry"), null);

        assertThat(written.author()).isEqualTo("Claire Aubry");
        assertThat(visit.progress(session, first, "test").status()).isEqualTo("completed");
        assertThat(visit.progress(session, second, "test").content()).isEqualTo("Oui, bonjour.");
        var message = visit.message(session, written.messageId(), "test");
        assertThat(message.role()).isEqualTo("person");
        assertThat(message.author()).isEqualTo("Claire Aubry");
        assertThat(handOvers.get(ebp, written.handOverId()).firstReplyAt()).isEqualTo(clock.instant());
        assertThat(status()).isEqualTo("with_person");
    }

    @Test
    void the_tenants_software_without_a_name_writes_in_the_tenants() {
        assertThat(speak.say(ebp, conversation, new NewWords("Bonjour", null), null)
                        .author())
                .isEqualTo("Durant Peinture");
        assertThat(handOvers.openOf(ebp, conversation)).satisfies(open -> {
            assertThat(open).isNotNull();
            assertThat(open.reason()).isEqualTo("stepped_in");
        });
    }

    @Test
    void the_trail_is_told_once_all_else_is_written() {
        var told = new ArrayList<String>();
        var watched = new Wiring().with(Clock.class, clock);
        var em = watched.get(EntityManager.class);
        watched.with(Audit.class, new Audit() {
            @Override
            public void record(
                    CallContext context, String action, String thing, @Nullable Object before, @Nullable Object after) {
                var written = em.createQuery("from Message m where m.role = 'person'", Message.class)
                        .getResultList();
                told.add(action + " after " + written.size());
            }
        });

        watched.get(SpeakAsPerson.class).say(ebp, conversation, new NewWords("Bonjour", null), null);

        assertThat(told).containsExactly("hand_over.taken after 1");
    }

    @Test
    void sent_twice_under_one_key_a_person_wrote_once() {
        var words = new NewWords("Bonjour", null);
        var one = speak.say(ebp, conversation, words, "key");

        assertThat(speak.say(ebp, conversation, words, "key")).isEqualTo(one);
        assertThat(visit.messages(session, null, "test")).hasSize(1);
        assertProblem(
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                () -> speak.say(ebp, conversation, new NewWords("Autre", null), "key"));
    }

    @Test
    void closed_nothing_more_is_said_and_the_visitor_is_asked_once_how_it_was() {
        called("asked_for_a_person");
        var message = write("Merci");
        attend.close(ebp, queue().getFirst().id());

        assertProblem(ProblemCode.CONVERSATION_CLOSED, () -> write("Encore"));
        assertProblem(
                ProblemCode.CONVERSATION_CLOSED,
                () -> speak.say(ebp, conversation, new NewWords("Encore", null), null));
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("completed");
        assertThat(next(message)).isEmpty();
        assertThat(visit.messages(session, null, "test").getLast()).satisfies(last -> {
            assertThat(last.content()).contains("terminée");
            assertThat(last.asksRating()).isTrue();
        });
    }

    @Test
    void what_is_written_while_it_is_being_closed_waits_for_nobody() {
        called("asked_for_a_person");
        var message = wiring.inTenant(ebp, () -> {
            attend.close(ebp, queue().getFirst().id());
            return wiring.transactions().requiresNew(() -> write("Encore"));
        });
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("queued");

        assertThat(next(message)).isEmpty();
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("completed");
    }

    @Test
    void a_project_that_is_complete_asks_how_it_was_and_its_end_not_again() {
        var turn = next(write("8 m²")).orElseThrow();
        turns.reply(ebp, turn, new Reply("Voici", null, List.of(), null, "{}", null, "{}", null, true));
        speak.say(ebp, conversation, new NewWords("Au revoir", null), null);
        attend.close(ebp, queue().getFirst().id());

        assertThat(visit.messages(session, null, "test"))
                .filteredOn(m -> Boolean.TRUE.equals(m.asksRating()))
                .extracting(MessageView::content)
                .containsExactly("Voici");
    }

    @Test
    void notes_are_for_the_tenants_people_and_nobody_else() {
        var note = speak.note(ebp, conversation, new NewWords("Rappeler à 17 h", "Claire Aubry"), "key");

        assertThat(speak.note(ebp, conversation, new NewWords("Rappeler à 17 h", "Claire Aubry"), "key"))
                .isEqualTo(note);
        assertThat(speak.notes(ebp, conversation, FIRST).items()).containsExactly(note);
        assertThat(visit.messages(session, null, "test")).isEmpty();
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> speak.note(ebp, conversation, new NewWords("x".repeat(4_001), null), null));
        assertProblem(
                ProblemCode.INVALID_FIELDS, () -> speak.say(ebp, conversation, new NewWords(" ", "\u0007"), null));
    }

    @Test
    void outside_its_hours_the_visitor_is_told_once_when_somebody_will_be_there() {
        support.replace(ebp, open("tuesday", "09:00", "18:00"));
        called("asked_for_a_person");
        called("anger");

        assertThat(said())
                .filteredOn(text -> text.contains("à partir de mardi 3 novembre à 09:00"))
                .hasSize(1);
    }

    @Test
    void within_its_hours_he_is_told_that_a_person_comes_where_the_agent_did_not_say_so() {
        support.replace(ebp, open("monday", "09:00", "18:00"));
        called("asked_for_a_person");
        assertThat(said()).noneMatch(text -> text.contains("personne de chez"));

        attend.release(ebp, queue().getFirst().id());
        reply(session, conversation, "anger");
        handOvers.request(ebp, conversation, "anger", false);
        assertThat(said()).anyMatch(text -> text.contains("une personne de chez Durant Peinture"));
    }

    @Test
    void settings_are_kept_and_the_faulty_ones_named() {
        assertThat(support.settings(ebp)).isEqualTo(SupportSettings.USUAL);
        var wanted = new SupportSettings(SupportHours.UNKNOWN, List.of(" avocat ", "avocat"), 2, 0.5, false);

        assertThat(support.replace(ebp, wanted).keywords()).containsExactly("avocat");
        assertThat(support.settings(ebp).misunderstandings()).isEqualTo(2);
        assertProblem(
                ProblemCode.INVALID_FIELDS,
                () -> support.replace(ebp, new SupportSettings(SupportHours.UNKNOWN, List.of("a"), 0, 2, true)));
    }

    @Test
    void misunderstandings_are_counted_in_a_row() {
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(1);
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(2);
        assertThat(support.understood(ebp, conversation, true)).isZero();
        assertThat(support.understood(ebp, conversation, false)).isEqualTo(1);
    }
}
