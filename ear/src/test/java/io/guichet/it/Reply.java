package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/** What came back. */
@SuppressWarnings("ArrayRecordComponent")
record Reply(String call, int status, HttpHeaders headers, byte[] bytes) {

    private static final Pattern INNER = Pattern.compile(
            "Exception|\\tat |\\.java|io\\.guichet|org\\.(hibernate|postgresql|jboss)|jakarta\\.|com\\.fasterxml|SQLSTATE");

    /** What of our insides it tells; nothing where it keeps them. */
    Optional<String> inner() {
        return INNER.matcher(text()).results().map(MatchResult::group).findFirst();
    }

    String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    JsonNode json() {
        return Json.parse(text());
    }

    /** What a success carries. */
    JsonNode data() {
        assertThat(status / 100).as("%s answered %s: %s", call, status, text()).isEqualTo(2);
        assertThat(json().at("/success").asBoolean()).isTrue();
        return json().at("/data");
    }

    String header(String name) {
        return headers.firstValue(name).orElse("");
    }

    Reply is(int expected) {
        assertThat(status).as("%s answered %s: %s", call, status, text()).isEqualTo(expected);
        return this;
    }

    /** A refusal as the API words it: RFC 9457, with a code and a trace id, and nothing of what is inside. */
    Reply isProblem(int expected, String code) {
        is(expected);
        assertThat(header("Content-Type")).as(call).startsWith("application/problem+json");
        var problem = json();
        assertThat(problem.at("/code").asText()).as(text()).isEqualTo(code);
        assertThat(problem.at("/status").asInt()).isEqualTo(expected);
        assertThat(problem.at("/type").asText()).isNotBlank();
        assertThat(problem.at("/title").asText()).isNotBlank();
        assertThat(problem.at("/trace_id").asText())
                .as(text())
                .startsWith("req_")
                .hasSizeGreaterThan(20);
        assertThat(INNER.matcher(text()).find())
                .as("tells what is inside: " + text())
                .isFalse();
        return this;
    }
}
