package io.guichet.work;

import com.github.kagkarlsson.scheduler.serializer.Serializer;
import io.guichet.kernel.Json;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * What a row of work holds.
 *
 * @param tenant on whose behalf
 * @param correlation of the request that wanted it
 * @param subject what it is about
 */
record WorkData(UUID tenant, String correlation, String subject) {

    byte[] bytes() {
        return Json.write(this).getBytes(StandardCharsets.UTF_8);
    }

    /** JSON in the database, so that a person can read a row and a release can read those of the last one. */
    static final Serializer SERIALIZER = new Serializer() {
        @Override
        public byte[] serialize(Object data) {
            return Json.write(data).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public <T> T deserialize(Class<T> type, byte[] bytes) {
            return Json.read(new String(bytes, StandardCharsets.UTF_8), type);
        }
    };
}
