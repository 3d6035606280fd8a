package io.guichet.it;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One request that should do no harm.
 *
 * @param what it tries, for who reads that it succeeded
 * @param target the path below the platform's address, with its query
 * @param mustFail whether a success is a fault
 * @param field the one field of the body that is wrong, and {@code value} what it is; null where it is not about one
 */
@SuppressWarnings("ArrayRecordComponent")
record Attack(
        Contract.Endpoint endpoint,
        Credential credential,
        String what,
        String target,
        Map<String, String> headers,
        byte[] body,
        boolean mustFail,
        String field,
        JsonNode value) {

    static Attack on(Contract.Endpoint endpoint, String target, Credential credential, String what) {
        return new Attack(endpoint, credential, what, target, credential.headers(), new byte[0], false, null, null);
    }

    Attack with(String header, String text) {
        var all = new LinkedHashMap<>(headers);
        all.put(header, text);
        return new Attack(endpoint, credential, what, target, all, body, mustFail, field, value);
    }

    Attack json(String text) {
        return body("application/json", text.getBytes(StandardCharsets.UTF_8));
    }

    Attack body(String type, byte[] bytes) {
        return new Attack(
                endpoint,
                credential,
                what,
                target,
                with("Content-Type", type).headers(),
                bytes,
                mustFail,
                field,
                value);
    }

    Attack failing(boolean must) {
        return new Attack(endpoint, credential, what, target, headers, body, must, field, value);
    }

    Attack about(String name, JsonNode wrong) {
        return new Attack(endpoint, credential, what, target, headers, body, mustFail, name, wrong);
    }

    /** Says it to the platform; an answer that is not as it is described is an {@link AssertionError}. */
    Reply send() {
        var call = Call.of(endpoint.method(), target);
        headers.forEach(call::header);
        return call.content(body).send();
    }

    /** All that goes out, to see whether an answer is but an echo. */
    String sent() {
        return target + headers + new String(body, StandardCharsets.UTF_8);
    }

    /** The same again, by hand. */
    String curl(int number) {
        var curl = new StringBuilder("curl -sS -i -X " + endpoint.method() + " '" + Platform.url() + target + "'");
        headers.forEach((name, text) ->
                curl.append(" -H '").append(name).append(": ").append(text).append("'"));
        if (body.length > 0) {
            var file = Path.of("target", "fuzz", number + ".body");
            try {
                Files.createDirectories(file.getParent());
                Files.write(file, body);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            curl.append(" --data-binary @").append(file.toAbsolutePath());
        }
        return curl.toString();
    }

    @Override
    public String toString() {
        return endpoint + " by " + credential + ": " + what;
    }
}
