package io.guichet.conversation;

import io.guichet.conversation.HandOvers.HandOverFilter;
import io.guichet.conversation.HandOvers.Whose;
import io.guichet.conversation.ServiceConversations.NewConversation;
import io.guichet.conversation.ServiceConversations.User;
import io.guichet.conversation.SpeakAsPerson.NewWords;
import io.guichet.kernel.Actor;
import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.MemberRemoved;
import io.guichet.testing.RealPostgres;
import io.guichet.testing.TestAgents;
import io.guichet.testing.TestTenants;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.assertj.core.api.Assertions.assertThat;

/** A person is called, takes the conversation, and gives it back; meanwhile its agent is silent. */
@ExtendWith(RealPostgres.class)
class HandOversTest extends HandOverScene {

    @Test
    void a_person_is_called_once_however_often_the_agent_asks() {
        assertThat(called("asked_for_a_person")).isTrue();
        assertThat(called("anger")).isFalse();

        assertThat(queue()).singleElement().satisfies(one -> {
            assertThat(one.conversationId()).isEqualTo(conversation);
            assertThat(one.reason()).isEqualTo("asked_for_a_person");
            assertThat(one.state()).isEqualTo(HandOverState.QUEUED);
            assertThat(one.assignee()).isNull();
        });
        assertThat(handOvers.isOpen(ebp, conversation)).isTrue();
    }

    @Test
    void until_a_person_takes_it_the_agent_goes_on() {
        called("asked_for_a_person");
        var message = write("Et le carrelage ?");

        assertThat(next(message)).isPresent();
    }

    @Test
    void while_a_person_has_it_the_agent_is_silent_and_what_is_said_is_kept() {
        called("asked_for_a_person");
        attend.take(ebp, queue().getFirst().id());
        var message = write("Vous êtes là ?");

        assertThat(next(message)).isEmpty();
        assertThat(visit.progress(session, message, "test").status()).isEqualTo("queued");
        assertThat(status()).isEqualTo("with_person");
    }

    @Test
    void a_reply_that_was_being_made_when_a_person_took_it_is_not_said() {
        called("asked_for_a_person");
        var turn = next(write("Et le carrelage ?")).orElseThrow();
        attend.take(ebp, queue().getFirst().id());

        assertThat(turns.reply(ebp, turn, saying("80 € du m²", null))).isEmpty();
        assertThat(said()).doesNotContain("80 € du m²");
    }

    @Test
    void given_back_the_agent_answers_the_last_message_that_nobody_answered() {
        called("asked_for_a_person");
        attend.take(ebp, queue().getFirst().id());
        var first = write("Vous êtes là ?");
        var last = write("Quel prix pour 8 m² ?");
        removeWork();

        var handOver = queue().getFirst().id();
        assertThat(attend.release(ebp, handOver).state()).isEqualTo(HandOverState.RETURNED);

        assertThat(scheduled())
                .singleElement()
                .asString()
                .startsWith(last + "/back/")
                .endsWith(" " + conversation + "/" + last);
        assertThat(visit.progress(session, first, "test").status()).isEqualTo("completed");
        assertThat(next(last))
                .hasValueSatisfying(turn -> assertThat(turn.message()).isEqualTo(last));
        assertThat(status()).isEqualTo("open");
        assertThat(queue()).isEmpty();
        assertProblem(ProblemCode.CONFLICT, () -> attend.take(ebp, handOver));
    }

    @Test
    void the_trail_says_who_took_and_who_assigned_and_gave_back_each_once() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var member = TestAgents.aCraftsman(wiring, ebp, "DUR-002");
        mayReadAll(member.id().value());
        attend.assign(ebp, id, Optional.of(member.id()));
        attend.take(ebp, id);
        attend.take(ebp, id);
        attend.release(ebp, id);

        assertThat(trail())
                .containsExactly(
                        "hand_over.assigned queued>assigned user:",
                        "hand_over.taken assigned>with_person " + ebp.actor().text(),
                        "hand_over.released with_person>returned " + ebp.actor().text());
    }

    @Test
    void who_steps_in_by_writing_has_taken_it_for_the_trail_too() {
        speak.say(ebp, conversation, new NewWords("Bonjour, c'est Paul.", null), null);
        speak.say(ebp, conversation, new NewWords("Vous êtes là ?", null), null);

        assertThat(trail())
                .containsExactly(
                        "hand_over.taken null>with_person " + ebp.actor().text());
    }

    @Test
    void a_conversation_that_ends_with_a_person_in_it_is_closed_for_the_trail_too_whoever_ends_it() {
        var me = ebp.actor().text();
        var service = wiring.get(ServiceConversations.class);
        var opened = service.start(ebp, new NewConversation(null, null, null, User.UNKNOWN), null)
                .id();
        speak.say(ebp, opened, new NewWords("Bonjour, c'est Paul.", null), null);
        service.close(ebp, opened);
        service.close(ebp, opened);
        called("asked_for_a_person");
        attend.close(ebp, queue().getFirst().id());

        assertThat(trail())
                .containsExactly(
                        "hand_over.taken null>with_person " + me,
                        "hand_over.closed with_person>closed " + me,
                        "hand_over.closed queued>closed null");
    }

    /** Action, states, and who has it then, members by what they are alone; of this tenant, in order. */
    private List<String> trail() {
        return RealPostgres.inTenant(ebp.tenant(), c -> {
            var found = new ArrayList<String>();
            var rows = c.createStatement().executeQuery("""
                    select action, before::jsonb ->> 'state', after::jsonb ->> 'state',
                           regexp_replace(after::jsonb ->> 'assignee', '^user:.*', 'user:')
                      from audit_log where action like 'hand_over.%' order by number""");
            while (rows.next()) {
                found.add(rows.getString(1) + " " + rows.getString(2) + ">" + rows.getString(3) + " "
                        + rows.getString(4));
            }
            return found;
        });
    }

    @Test
    void of_many_who_take_it_at_once_one_has_it() throws Exception {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var people = people(6);
        var taken = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = people.stream()
                    .map(who -> (Callable<HandOverView>) () -> attend.take(who, id))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    call.get();
                    taken++;
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.CONFLICT);
                }
            }
        }
        assertThat(taken).isEqualTo(1);
        assertThat(handOvers.get(ebp, id).state()).isEqualTo(HandOverState.WITH_PERSON);
    }

    @Test
    void of_many_who_take_the_next_at_once_each_has_another() throws Exception {
        for (var i = 0; i < 4; i++) {
            clock.advance(Duration.ofSeconds(1));
            var other = TestAgents.aVisitor(wiring, deployment);
            called(other.secret(), other.conversation(), "asked_for_a_person");
        }
        var people = people(5);
        var nobody = 0;
        var taken = new HashSet<HandOverId>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = people.stream()
                    .map(who -> (Callable<HandOverView>) () -> attend.takeNext(who, null))
                    .toList();
            for (var call : threads.invokeAll(calls)) {
                try {
                    taken.add(call.get().id());
                } catch (ExecutionException e) {
                    assertThat(((GuichetException) e.getCause()).code()).isEqualTo(ProblemCode.HAND_OVER_NOT_FOUND);
                    nobody++;
                }
            }
        }
        assertThat(taken).hasSize(4);
        assertThat(nobody).isEqualTo(1);
    }

    @Test
    void who_waits_longest_is_taken_first_and_the_list_goes_on_where_it_stopped() {
        var order = IntStream.range(0, 3)
                .mapToObj(i -> {
                    clock.advance(Duration.ofSeconds(1));
                    var other = TestAgents.aVisitor(wiring, deployment);
                    called(other.secret(), other.conversation(), "anger");
                    return other.conversation();
                })
                .toList();

        var page = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(2, null));
        var rest = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(2, page.next()));
        assertThat(page.items()).extracting(HandOverView::conversationId).isEqualTo(order.subList(0, 2));
        assertThat(rest.items()).extracting(HandOverView::conversationId).isEqualTo(order.subList(2, 3));
        assertThat(rest.next()).isNull();
        assertThat(attend.takeNext(ebp, null).conversationId()).isEqualTo(order.getFirst());
        assertThat(list(new HandOverFilter(null, Whose.NOBODY, null, null))).hasSize(2);
        assertThat(list(new HandOverFilter(null, Whose.ME, null, null))).hasSize(1);
        assertThat(list(new HandOverFilter(HandOverState.WITH_PERSON, null, null, "anger")))
                .hasSize(1);
        assertThat(list(new HandOverFilter(null, null, null, "keyword"))).isEmpty();
    }

    @Test
    void those_that_somebody_has_come_after_all_that_wait() {
        called("asked_for_a_person");
        var first = attend.takeNext(ebp, null).id();
        for (var i = 0; i < 2; i++) {
            clock.advance(Duration.ofSeconds(1));
            var other = TestAgents.aVisitor(wiring, deployment);
            called(other.secret(), other.conversation(), "anger");
        }

        var page = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(1, null));
        var rest = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(1, page.next()));
        var last = handOvers.list(ebp, HandOverFilter.WAITING, PageRequest.of(1, rest.next()));

        assertThat(page.items()).extracting(HandOverView::state).containsExactly(HandOverState.QUEUED);
        assertThat(rest.items()).extracting(HandOverView::state).containsExactly(HandOverState.QUEUED);
        assertThat(page.items()).doesNotContainAnyElementsOf(rest.items());
        assertThat(last.items()).extracting(HandOverView::id).containsExactly(first);
        assertThat(last.next()).isNull();
    }

    @Test
    void asked_twice_under_one_key_for_the_next_one_is_taken() {
        called("asked_for_a_person");
        var other = TestAgents.aVisitor(wiring, deployment);
        called(other.secret(), other.conversation(), "anger");
        var colleague = people(1).getFirst();

        var taken = attend.takeNext(ebp, "key");

        assertThat(attend.takeNext(ebp, "key")).isEqualTo(taken);
        assertThat(list(new HandOverFilter(HandOverState.QUEUED, null, null, null)))
                .hasSize(1);
        assertProblem(ProblemCode.IDEMPOTENCY_KEY_REUSED, () -> attend.takeNext(colleague, "key"));
        assertThat(attend.takeNext(ebp, "another").id()).isNotEqualTo(taken.id());
    }

    @Test
    void the_software_goes_on_in_its_conversations_with_the_key_that_took_over() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        attend.take(software("gk_old"), id);
        var rotated = software("gk_new");

        assertThat(attend.take(rotated, id).state()).isEqualTo(HandOverState.WITH_PERSON);
        assertThat(speak.say(rotated, conversation, new NewWords("Toujours là.", null), null)
                        .handOverId())
                .isEqualTo(id);
        assertThat(handOvers
                        .list(rotated, new HandOverFilter(null, Whose.ME, null, null), FIRST)
                        .items())
                .hasSize(1);
        assertProblem(ProblemCode.CONFLICT, () -> attend.take(people(1).getFirst(), id));
    }

    private CallContext software(String key) {
        return new CallContext(ebp.tenant(), new Actor.Software(key), ebp.permissions(), "test");
    }

    @Test
    void a_craftsman_sees_and_takes_those_of_his_own_conversations_alone() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var craftsman = TestAgents.signedIn(TestAgents.aCraftsman(wiring, ebp, "DUR-001"));

        assertThat(handOvers.list(craftsman, HandOverFilter.WAITING, FIRST).items())
                .isEmpty();
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> handOvers.get(craftsman, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.take(craftsman, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.takeNext(craftsman, null));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> speak.say(craftsman, conversation, new NewWords("a", null), null));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND,
                () -> speak.note(craftsman, conversation, new NewWords("a", null), null));
    }

    @Test
    void another_tenants_is_as_if_it_did_not_exist() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var sage = TestTenants.aTenant(wiring);

        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> handOvers.get(sage, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.take(sage, id));
        assertProblem(ProblemCode.HAND_OVER_NOT_FOUND, () -> attend.close(sage, id));
        assertProblem(
                ProblemCode.CONVERSATION_NOT_FOUND, () -> speak.say(sage, conversation, new NewWords("a", null), null));
        assertThat(handOvers.list(sage, HandOverFilter.WAITING, FIRST).items()).isEmpty();
    }

    @Test
    void it_is_assigned_to_a_member_who_may_read_it_and_his_from_then_on() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var stranger = TestAgents.aCraftsman(wiring, ebp, "DUR-001");
        var member = TestAgents.aCraftsman(wiring, ebp, "DUR-002");
        mayReadAll(member.id().value());

        assertProblem(ProblemCode.INVALID_FIELDS, () -> attend.assign(ebp, id, Optional.of(stranger.id())));
        assertProblem(ProblemCode.INVALID_FIELDS, () -> attend.assign(ebp, id, Optional.empty()));
        assertThat(attend.assign(ebp, id, Optional.of(member.id())).assignee())
                .isEqualTo(new HandOverView.Assignee(member.id(), "Durant Peinture"));
        assertThat(list(new HandOverFilter(null, Whose.MEMBER, member.id(), null)))
                .hasSize(1);
        assertThat(next(write("Et alors ?"))).isPresent();
    }

    @Test
    void what_a_member_had_waits_for_another_once_he_is_gone_and_the_agent_speaks_again() {
        called("asked_for_a_person");
        var id = queue().getFirst().id();
        var member = TestAgents.aCraftsman(wiring, ebp, "DUR-002");
        mayReadAll(member.id().value());
        attend.take(ebp, id);
        attend.assign(ebp, id, Optional.of(member.id()));
        var message = write("Vous êtes là ?");
        removeWork();

        wiring.inTenant(ebp, () -> {
            wiring.get(QueueAgainWithMember.class).removed(new MemberRemoved(ebp, member.id()));
            return true;
        });

        assertThat(handOvers.get(ebp, id).state()).isEqualTo(HandOverState.QUEUED);
        assertThat(handOvers.get(ebp, id).assignee()).isNull();
        assertThat(scheduled()).hasSize(1);
        assertThat(next(message)).isPresent();
    }
}
