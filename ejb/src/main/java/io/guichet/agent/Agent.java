package io.guichet.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "agents")
class Agent {

    @Id
    UUID id;

    String slug;

    String name;

    String sector;

    @Column(name = "welcome_message")
    String welcomeMessage;

    String placeholder;

    @Column(name = "default_branding")
    @Nullable
    String defaultBranding;

    @Column(name = "is_whitelabel_enabled")
    boolean whitelabelEnabled;

    @Column(name = "whitelabel_config")
    @Nullable
    String whitelabelConfig;

    @Column(name = "created_at")
    Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Agent() {}

    Agent(
            AgentId id,
            String slug,
            String name,
            String sector,
            String welcomeMessage,
            String placeholder,
            Instant createdAt) {
        this.id = id.value();
        this.slug = slug;
        this.name = name;
        this.sector = sector;
        this.welcomeMessage = welcomeMessage;
        this.placeholder = placeholder;
        this.createdAt = createdAt;
    }
}
