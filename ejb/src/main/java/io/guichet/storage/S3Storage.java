package io.guichet.storage;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Files in a bucket of S3, or of whoever speaks as it does. Checksums are left out, which not all of them know: what is
 * read is authenticated when it is decrypted.
 */
final class S3Storage implements FileStorage {

    private static final Duration TO_CONNECT = Duration.ofSeconds(5);
    private static final Duration TO_ANSWER = Duration.ofSeconds(20);
    private static final Duration IN_ALL = Duration.ofSeconds(60);

    /** As many as a server tells at once. */
    private static final int PAGE = 1000;

    private final S3Client client;
    private final String bucket;
    private final int page;

    S3Storage(Bucket bucket) {
        this(bucket, PAGE);
    }

    S3Storage(Bucket bucket, int page) {
        this.bucket = bucket.name();
        this.page = page;
        var builder = S3Client.builder()
                .httpClient(UrlConnectionHttpClient.builder()
                        .connectionTimeout(TO_CONNECT)
                        .socketTimeout(TO_ANSWER)
                        .build())
                .region(Region.of(bucket.region()))
                .credentialsProvider(credentials(bucket))
                .forcePathStyle(bucket.pathStyle())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(o -> o.apiCallTimeout(IN_ALL));
        if (bucket.endpoint() != null) {
            builder.endpointOverride(bucket.endpoint());
        }
        this.client = builder.build();
    }

    private static AwsCredentialsProvider credentials(Bucket bucket) {
        var keys = bucket.keys();
        return keys == null
                ? DefaultCredentialsProvider.builder().build()
                : StaticCredentialsProvider.create(AwsBasicCredentials.create(keys.access(), keys.secret()));
    }

    @Override
    public void write(String key, byte[] bytes) {
        var name = StorageKey.checked(key);
        client.putObject(
                put -> put.bucket(bucket).key(name).contentType("application/octet-stream"),
                RequestBody.fromBytes(bytes));
    }

    @Override
    public Optional<byte[]> read(String key) {
        var name = StorageKey.checked(key);
        try {
            return Optional.of(
                    client.getObjectAsBytes(get -> get.bucket(bucket).key(name)).asByteArrayUnsafe());
        } catch (NoSuchKeyException e) {
            return Optional.empty();
        }
    }

    @Override
    public void delete(String key) {
        var name = StorageKey.checked(key);
        client.deleteObject(delete -> delete.bucket(bucket).key(name));
    }

    @Override
    public void list(String folder, Consumer<Kept> each) {
        var prefix = StorageKey.checkedFolder(folder) + "/";
        client.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix).maxKeys(page))
                .contents()
                .forEach(object ->
                        each.accept(new Kept(object.key().substring(prefix.length()), object.lastModified())));
    }

    /**
     * @param endpoint of a server that is not Amazon's, or null
     * @param pathStyle whether the bucket's name stands in the path and not before the host's
     * @param keys where they are null, those that the SDK finds: the environment's, the machine's role
     */
    record Bucket(
            String name,
            String region,
            @Nullable URI endpoint,
            boolean pathStyle,
            @Nullable Keys keys) {}

    record Keys(String access, String secret) {

        @Override
        public String toString() {
            return access;
        }
    }
}
