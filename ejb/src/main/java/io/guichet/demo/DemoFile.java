package io.guichet.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.guichet.kernel.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What {@code ./guichet status --json} shows of the demo: for demo secrets only. */
@JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
record DemoFile(List<User> users, List<Tenant> tenants) {

    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    record User(String username, String password, List<String> roles) {}

    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Tenant(
            String slug,
            String name,
            String apiKey,
            @Nullable String webhookSecret,
            List<DeploymentOfDemo> deployments,
            List<MemberOfDemo> members) {}

    record DeploymentOfDemo(String key, String agent) {}

    @JsonNaming(PropertyNamingStrategies.LowerCamelCaseStrategy.class)
    record MemberOfDemo(String externalId, String name) {}

    /** Written whole or not at all, for its owner's eyes. */
    void write(Path file) {
        try {
            var part = file.resolveSibling(file.getFileName() + ".part");
            Files.deleteIfExists(part);
            Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(part, Json.write(this));
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
