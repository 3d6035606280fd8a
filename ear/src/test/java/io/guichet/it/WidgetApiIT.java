package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What a visitor's page asks of the platform. */
class WidgetApiIT {

    private final Tenant ebp = Tenant.ebp();

    @ParameterizedTest
    @ValueSource(
            strings = {"https://ebp.example", "https://shop.ebp.example", "https://EBP.example", "http://localhost:3000"
            })
    void a_page_of_an_allowed_domain_opens_a_conversation(String origin) {
        var opened = Visitor.comesToThePage(ebp.deployment(), origin).is(200);

        assertThat(opened.header("Access-Control-Allow-Origin")).isEqualTo(origin);
        assertThat(opened.header("Vary")).contains("Origin");
        var visitor = Visitor.of(opened);
        assertThat(visitor.secret()).startsWith("sess_");
        assertThat(visitor.conversation()).startsWith("conv_");
        assertThat(visitor.session().at("/welcome_message").asText()).isNotBlank();
        assertThat(visitor.says("Je veux refaire une salle de bain de 8 m²").content())
                .isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil-ebp.example",
                "https://ebp.example.evil.test",
                "http://ebp.example",
                "https://sage.example",
                "null",
                "https://ebp.example@evil.test",
                "https://ebp.example/path",
                "javascript:alert(1)"
            })
    void a_page_of_any_other_domain_opens_nothing(String origin) {
        var refused = Visitor.comesToThePage(ebp.deployment(), origin).isProblem(403, "domain_not_allowed");

        assertThat(refused.header("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void a_page_that_is_told_of_no_deployment_may_read_so() {
        var refused = Visitor.comesToThePage("dpl_none", "https://ebp.example").isProblem(404, "deployment_not_found");

        assertThat(refused.header("Access-Control-Allow-Origin")).isEqualTo("https://ebp.example");
        assertThat(refused.header("Vary")).contains("Origin");
    }

    @Test
    void a_caller_without_an_origin_opens_nothing() {
        Visitor.comesToThePage(ebp.deployment(), null).isProblem(403, "domain_not_allowed");
    }

    @Test
    void a_link_opens_the_same_conversation_on_every_device() {
        var link = ebp.createsALinkFor("DUR-001");
        var phone = Visitor.opens(link);
        phone.says("Je veux refaire ma salle de bain de 8 m²");

        var laptop = Visitor.opens(link);

        assertThat(laptop.conversation()).isEqualTo(phone.conversation());
        assertThat(laptop.secret()).isNotEqualTo(phone.secret());
        assertThat(laptop.session().at("/resumed").asBoolean()).isTrue();
        assertThat(laptop.messages()).isEqualTo(phone.messages()).hasSize(2);
        var said = laptop.writes("Elle a plus de deux ans");
        laptop.answerTo(said);
        assertThat(phone.messages()).hasSize(4);
    }

    @Test
    void a_link_that_is_opened_by_many_at_once_makes_one_conversation() throws InterruptedException {
        var link = ebp.createsALinkFor("DUR-001");

        var visitors = Together.times(8, () -> Visitor.opens(link));

        assertThat(visitors)
                .extracting(Visitor::conversation)
                .containsOnly(visitors.getFirst().conversation());
        assertThat(visitors).extracting(Visitor::secret).doesNotHaveDuplicates();
    }

    @Test
    void a_get_of_a_link_uses_nothing_up() {
        var link = ebp.createsALinkFor("DUR-001");
        for (var i = 0; i < 3; i++) {
            Call.get(link.url()).send().is(200);
        }

        assertThat(Visitor.opens(link).session().at("/resumed").asBoolean()).isFalse();
    }

    @Test
    void a_message_is_queued_and_then_completed_with_its_reply() {
        var visitor = Visitor.ofEbp();

        var queued = visitor.sends(Map.of("content", "Refaire ma salle de bain, 8 m²"), null)
                .is(202)
                .data();

        assertThat(queued.at("/status").asText()).isEqualTo("queued");
        assertThat(queued.at("/message_id").asText()).startsWith("msg_");
        var answer = visitor.answerTo(queued.at("/message_id").asText());
        assertThat(answer.content()).isNotBlank();
        assertThat(answer.status().at("/reply_id").asText()).startsWith("msg_");
        assertThat(answer.status().at("/metadata/sector").asText()).isEqualTo("artisan");
        assertThat(answer.preQuote().isMissingNode()).isTrue();
    }

    @Test
    void what_was_said_is_listed_in_order_with_who_said_it() {
        var visitor = Visitor.ofEbp();
        visitor.says("Bonjour, refaire ma salle de bain");
        visitor.says("8 m²");

        var messages = visitor.messages();

        assertThat(messages)
                .extracting(m -> m.at("/role").asText())
                .containsExactly("visitor", "agent", "visitor", "agent");
        assertThat(messages).extracting(m -> m.at("/id").asText()).isSorted();
        var afterTheFirst =
                visitor.messagesAfter(messages.getFirst().at("/id").asText()).is(200);
        assertThat(afterTheFirst.data().at("/messages")).hasSize(3);
        assertThat(afterTheFirst.json().at("/page").has("next")).isTrue();
    }

    @Test
    void a_long_conversation_is_read_page_by_page() throws InterruptedException {
        var visitor = Visitor.ofEbp();
        var sent = Together.times(60, () -> visitor.writes("Bonjour"));
        sent.forEach(visitor::answerTo);

        var first = visitor.messagesAfter(null).is(200);

        assertThat(first.data().at("/messages")).hasSize(100);
        assertThat(first.json().at("/page/next").asText()).startsWith("msg_");
        assertThat(visitor.messages())
                .hasSize(120)
                .extracting(m -> m.at("/id").asText())
                .doesNotHaveDuplicates();
    }

    @Test
    void messages_that_are_sent_together_are_each_answered_once() throws InterruptedException {
        var visitor = Visitor.ofEbp();

        var sent = Together.times(10, () -> visitor.writes("Je veux refaire ma salle de bain de 8 m²"));
        sent.forEach(visitor::answerTo);

        var replies = visitor.messages().stream()
                .filter(m -> m.at("/role").asText().equals("agent"))
                .map(m -> m.at("/reply_to").asText())
                .toList();
        assertThat(replies).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void the_stream_tells_of_typing_messages_and_the_pre_quote() throws Exception {
        var visitor = Visitor.ofEbp();
        try (var stream = EventStream.followedBy(visitor)) {
            var answer = visitor.asksForHisBathroom("Non, moins de deux ans");

            var reply = stream.awaitsReplyTo(answer.message());
            assertThat(reply.id()).isEqualTo(answer.status().at("/reply_id").asText());
            assertThat(reply.data().at("/content").asText()).isEqualTo(answer.content());
            stream.awaits("typing", event -> event.name().equals("typing"));
            var preQuote = stream.awaits("pre_quote", event -> event.name().equals("pre_quote"));
            assertThat(preQuote.data().at("/message_id").asText()).isEqualTo(reply.id());
            assertThat(preQuote.data().at("/pre_quote/total_ttc").decimalValue())
                    .isEqualByComparingTo("6948");
        }
    }

    @Test
    void a_stream_resumes_after_the_last_event_that_was_seen() throws Exception {
        var visitor = Visitor.ofEbp();
        var first = visitor.says("Refaire ma salle de bain");
        var second = visitor.says("8 m²");

        try (var stream =
                EventStream.followedBy(visitor, first.status().at("/reply_id").asText())) {
            stream.awaitsReplyTo(second.message());

            assertThat(stream.seen())
                    .extracting(event -> event.data().at("/id").asText())
                    .doesNotContain(
                            first.message(), first.status().at("/reply_id").asText())
                    .contains(second.message());
        }
        try (var whole = EventStream.followedBy(visitor)) {
            whole.awaitsReplyTo(second.message());
            whole.awaitsReplyTo(first.message());
        }
    }

    @Test
    void a_stream_is_opened_by_its_own_session_alone() {
        var mine = Visitor.ofEbp();
        var foreign = Visitor.ofEbp();

        mine.call("GET", EventStream.of(foreign.conversation()))
                .header("Accept", "text/event-stream")
                .send()
                .isProblem(404, "conversation_not_found");
        Call.get(EventStream.of(mine.conversation()))
                .session("sess_of_nobody")
                .header("Accept", "text/event-stream")
                .send()
                .isProblem(401, "invalid_session");
        Call.get(EventStream.of(mine.conversation()))
                .header("Accept", "text/event-stream")
                .send()
                .isProblem(401, "invalid_session");
    }

    @Test
    void a_message_that_is_sent_twice_under_one_key_is_one_message() throws InterruptedException {
        var visitor = Visitor.ofEbp();
        var key = UUID.randomUUID().toString();
        var body = Map.of("content", "Refaire ma salle de bain, 8 m²");

        var ids = Together.times(
                5,
                () -> visitor.sends(body, key).is(202).data().at("/message_id").asText());

        assertThat(new HashSet<>(ids)).hasSize(1);
        visitor.answerTo(ids.getFirst());
        assertThat(visitor.messages()).hasSize(2);
        visitor.sends(Map.of("content", "autre chose"), key).isProblem(422, "idempotency_key_reused");
        assertThat(visitor.messages()).hasSize(2);
    }

    @Test
    void keys_of_two_conversations_do_not_meet() {
        var key = UUID.randomUUID().toString();

        Visitor.ofEbp().sends(Map.of("content", "Bonjour"), key).is(202);
        Visitor.ofEbp().sends(Map.of("content", "Autre bonjour"), key).is(202);
    }

    @Test
    void a_link_that_is_asked_for_twice_under_one_key_is_one_link() throws InterruptedException {
        var key = UUID.randomUUID().toString();
        var body = ebp.linkFor("DUR-001");

        var links = Together.times(5, () -> ebp.asksForALink(body, key).is(201).data());

        assertThat(links.stream().map(JsonNode::toString).distinct()).hasSize(1);
        var other = ebp.linkFor("DUR-001");
        other.put("expires_in", 3600);
        ebp.asksForALink(other, key).isProblem(422, "idempotency_key_reused");
        var sage = Tenant.sage();
        assertThat(sage.asksForALink(sage.linkFor("A-7834"), key).is(201).data().at("/id"))
                .isNotEqualTo(links.getFirst().at("/id"));
    }

    @Test
    void an_endpoint_that_is_added_twice_under_one_key_is_one_endpoint() {
        var key = UUID.randomUUID().toString();

        var first = ebp.asksToListen("http://127.0.0.1:9/hook", key, "project.completed")
                .is(201)
                .data();
        var again = ebp.asksToListen("http://127.0.0.1:9/hook", key, "project.completed")
                .is(201)
                .data();

        assertThat(again).isEqualTo(first);
        ebp.asksToListen("http://127.0.0.1:9/other", key, "project.completed").isProblem(422, "idempotency_key_reused");
        ebp.stopsListening(first.at("/id").asText()).is(204);
    }

    @Test
    void photos_come_with_the_message_that_follows_them() {
        var visitor = Visitor.ofEbp();
        var photo = visitor.sendsPhoto("mur.png", Photos.png()).is(201);
        assertThat(photo.header("Location")).contains("/api/files/");

        visitor.says("Voici le mur");

        var message = visitor.messages().getFirst();
        assertThat(message.at("/files/0/id")).isEqualTo(photo.data().at("/file_id"));
        assertThat(message.at("/files/0/name").asText()).isEqualTo("mur.png");
        var thumbnail =
                Call.get(message.at("/files/0/thumbnail_url").asText()).send().is(200);
        assertThat(thumbnail.header("Content-Type")).isEqualTo("image/jpeg");
        assertThat(thumbnail.header("Content-Security-Policy")).contains("sandbox");
    }

    @Test
    void every_link_is_listed_once_however_many_pages_there_are() {
        var made = IntStream.range(0, 55)
                .mapToObj(i -> ebp.createsALinkFor("DUR-001").id())
                .toList();
        var listed = new java.util.ArrayList<String>();
        String before = null;
        do {
            var page = ebp.asks("/api/client/sessions/links" + (before == null ? "" : "?before=" + before))
                    .is(200);
            page.data().forEach(link -> listed.add(link.at("/id").asText()));
            before = page.json().at("/page/next").textValue();
        } while (before != null && listed.size() < 100);

        assertThat(listed).doesNotHaveDuplicates().containsAll(made);
        assertThat(listed.subList(0, 55)).isEqualTo(List.copyOf(made.reversed()));
    }
}
