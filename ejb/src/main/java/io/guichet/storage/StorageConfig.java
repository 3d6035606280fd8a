package io.guichet.storage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where this installation keeps files. */
@Dependent
class StorageConfig {

    /** {@code disk} or {@code s3}. */
    @Inject
    @ConfigProperty(name = "guichet.files.storage", defaultValue = "disk")
    String storage;

    /** Folder of the files; all nodes see the same. */
    @Inject
    @ConfigProperty(name = "guichet.files.dir")
    Optional<String> dir;

    /** The bucket; made beforehand. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.bucket")
    Optional<String> bucket;

    /** Its region. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.region", defaultValue = "eu-west-3")
    String region;

    /** The server, where it is not Amazon's. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.endpoint")
    Optional<String> endpoint;

    /** Whether the bucket stands in the path of addresses. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.path-style", defaultValue = "false")
    boolean pathStyle;

    /** Who reads and writes there; without it, whom the SDK finds. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.access-key")
    Optional<String> accessKey;

    /** Its secret. */
    @Inject
    @ConfigProperty(name = "guichet.files.s3.secret-key")
    Optional<String> secretKey;

    static void atStart(@Observes @Initialized(ApplicationScoped.class) Object start, StorageConfig config) {
        config.check();
    }

    void check() {
        require(storage.equals("disk") || storage.equals("s3"), "guichet.files.storage is disk or s3");
        require(storage.equals("s3") || dir.isPresent(), "guichet.files.dir is the folder of the files");
        require(storage.equals("disk") || bucket.isPresent(), "guichet.files.s3.bucket names the bucket of the files");
        require(
                accessKey.isPresent() == secretKey.isPresent(),
                "guichet.files.s3.access-key and guichet.files.s3.secret-key are given together");
        require(
                endpoint.isEmpty() || endpoint.get().matches("https?://[^/]+/?"),
                "guichet.files.s3.endpoint is a server's URL, such as https://s3.example");
    }

    FileStorage open() {
        check();
        if (storage.equals("disk")) {
            return new DiskStorage(Path.of(dir.orElseThrow()));
        }
        return new S3Storage(new S3Storage.Bucket(
                bucket.orElseThrow(),
                region,
                endpoint.map(URI::create).orElse(null),
                pathStyle,
                accessKey
                        .map(key -> new S3Storage.Keys(key, secretKey.orElseThrow()))
                        .orElse(null)));
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
