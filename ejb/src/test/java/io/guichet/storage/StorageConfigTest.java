package io.guichet.storage;

import io.guichet.testing.Wiring;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What is configured wrongly stops the start, and is named. */
class StorageConfigTest {

    @ParameterizedTest
    @CsvSource({
        "guichet.files.storage, tape",
        "guichet.files.dir, ''",
        "guichet.files.s3.bucket, guichet.files.storage=s3",
        "guichet.files.s3.access-key, guichet.files.s3.secret-key=x",
        "guichet.files.s3.endpoint, guichet.files.s3.endpoint=ftp://a"
    })
    void a_wrong_value_is_named(String key, String value) {
        var wiring = new Wiring();
        if (!key.equals("guichet.files.dir")) {
            wiring.configured("guichet.files.dir", "files");
        }
        if (value.contains("=")) {
            wiring.configured(value.split("=")[0], value.split("=")[1]);
        } else if (!value.isEmpty()) {
            wiring.configured(key, value);
        }

        assertThatThrownBy(() -> wiring.get(StorageConfig.class).check()).hasMessageContaining(key);
    }

    @Test
    void s3_needs_a_bucket_and_no_folder() {
        var config = new Wiring()
                .configured("guichet.files.storage", "s3")
                .configured("guichet.files.s3.bucket", "guichet")
                .configured("guichet.files.s3.endpoint", "https://s3.example")
                .configured("guichet.files.s3.access-key", "a")
                .configured("guichet.files.s3.secret-key", "s")
                .get(StorageConfig.class);

        assertThat(config.open()).isInstanceOf(S3Storage.class);
        assertThat(new S3Storage.Keys("a", "s")).hasToString("a");
    }
}
