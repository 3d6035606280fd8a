package io.guichet.agent;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
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

    @Nullable
    String description;

    @Column(name = "system_prompt")
    @Nullable
    String systemPrompt;

    @Nullable
    String model;

    @Column(name = "fallback_model")
    @Nullable
    String fallbackModel;

    @Nullable
    BigDecimal temperature;

    @Column(name = "max_tokens")
    @Nullable
    Integer maxTokens;

    @Column(name = "context_window_size")
    @Nullable
    Integer contextWindowSize;

    @Column(name = "model_host")
    @Nullable
    String modelHost;

    @Nullable
    String collection;

    @Nullable
    String limits;

    @Column(name = "output_schemas")
    @Nullable
    String outputSchemas;

    int version = 1;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "updated_at")
    @Nullable
    Instant updatedAt;

    @Column(name = "deleted_at")
    @Nullable
    Instant deletedAt;

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

    AgentId id() {
        return new AgentId(id);
    }

    Master master() {
        return new Master(
                whitelabelEnabled,
                WhitelabelConfig.stored(whitelabelConfig),
                AgentLimits.stored(limits),
                name,
                description,
                systemPrompt,
                welcomeMessage,
                placeholder,
                model,
                fallbackModel,
                temperature,
                maxTokens,
                contextWindowSize,
                modelHost,
                collection);
    }
}
