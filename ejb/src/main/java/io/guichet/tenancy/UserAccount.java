package io.guichet.tenancy;

import io.guichet.kernel.UserId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "users")
class UserAccount {

    @Id
    UUID id;

    String email;

    String name;

    @Nullable
    String branding;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected UserAccount() {}

    UserAccount(UserId id, String email, String name, Instant createdAt) {
        this.id = id.value();
        this.email = email;
        this.name = name;
        this.createdAt = createdAt;
    }
}
