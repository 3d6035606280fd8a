package io.guichet.storage;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against a server that refuses what is not signed as S3 wants it. */
class S3StorageTest extends FileStorageContract {

    private static final String BUCKET = "guichet-files";

    @TempDir
    static Path folder;

    private static S3Server server;
    private static S3Storage storage;

    @BeforeAll
    static void a_bucket() throws IOException {
        server = S3Server.start(folder);
        try (var client = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.create())
                .endpointOverride(server.endpoint())
                .region(Region.EU_WEST_3)
                .forcePathStyle(true)
                .credentialsProvider(StaticCredentialsProvider.create(
                        AwsBasicCredentials.create(S3Server.KEYS.access(), S3Server.KEYS.secret())))
                .build()) {
            client.createBucket(create -> create.bucket(BUCKET));
        }
        storage = new S3Storage(server.bucket(BUCKET, S3Server.KEYS), 10);
    }

    @AfterAll
    static void no_server() {
        server.close();
    }

    @Override
    FileStorage storage() {
        return storage;
    }

    @Test
    void who_signs_with_another_secret_neither_reads_nor_writes() {
        storage.write("tnt_s/file_1", new byte[] {1});
        var stranger =
                new S3Storage(server.bucket(BUCKET, new S3Storage.Keys(S3Server.KEYS.access(), "another-secret")));

        assertThatThrownBy(() -> stranger.read("tnt_s/file_1"))
                .isInstanceOfSatisfying(S3Exception.class, this::isForbidden);
        assertThatThrownBy(() -> stranger.write("tnt_s/file_1", new byte[] {2}))
                .isInstanceOfSatisfying(S3Exception.class, this::isForbidden);
    }

    @Test
    void a_bucket_that_is_not_there_is_a_fault_and_not_an_empty_one() {
        var nowhere = new S3Storage(server.bucket("nobodys-bucket", S3Server.KEYS));

        assertThatThrownBy(() -> nowhere.read("tnt_a/file_1")).isInstanceOf(S3Exception.class);
        assertThatThrownBy(() -> nowhere.write("tnt_a/file_1", new byte[] {1})).isInstanceOf(S3Exception.class);
    }

    private void isForbidden(S3Exception e) {
        org.assertj.core.api.Assertions.assertThat(e.statusCode()).isEqualTo(403);
    }
}
