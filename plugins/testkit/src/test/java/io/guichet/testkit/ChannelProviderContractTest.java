package io.guichet.testkit;

import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.channel.Delivery;
import io.guichet.spi.channel.HookRefused;
import io.guichet.spi.channel.HookRequest;
import io.guichet.spi.channel.InboundEvent;
import io.guichet.spi.channel.OutboundMessage;
import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A right channel passes its contract, and each wrong one breaks the sentence that it should. */
class ChannelProviderContractTest {

    private enum Server {
        ACCEPTS,
        REJECTS,
        SILENT
    }

    /** A channel of pigeons; a checksum over secret and body stands for its signature. */
    private static class Pigeons implements ChannelProvider {
        Server server = Server.ACCEPTS;

        @Override
        public String channel() {
            return "pigeon";
        }

        @Override
        public List<ConfigProperty> settings() {
            return List.of(
                    new ConfigProperty("secret", "Secret", ConfigProperty.Type.TEXT, true, true, null, List.of()));
        }

        @Override
        public Delivery send(Settings settings, OutboundMessage message) {
            return switch (server) {
                case ACCEPTS -> new Delivery.Accepted("pigeon-" + message.id());
                case REJECTS -> new Delivery.Rejected(Delivery.Reason.BAD_ADDRESS, "no such roof");
                case SILENT -> new Delivery.Unknown("the pigeon did not come back");
            };
        }

        @Override
        public List<InboundEvent> receive(Settings settings, HookRequest request) throws HookRefused {
            var secret = settings.get("secret").orElseThrow(() -> new HookRefused("no secret is set"));
            var signature = request.header("X-Signature").orElseThrow(() -> new HookRefused("no signature"));
            if (!signature.equals(signed(secret, request.body()))) {
                throw new HookRefused("wrong signature");
            }
            return List.of(new InboundEvent.Message("p1", "a", "b", "coo", Instant.EPOCH));
        }

        static String signed(String secret, byte[] body) {
            var sum = new CRC32();
            sum.update(secret.getBytes(StandardCharsets.UTF_8));
            sum.update(body);
            return Long.toHexString(sum.getValue());
        }
    }

    abstract static class OfPigeons implements ChannelProviderContract {
        private final Pigeons pigeons;

        OfPigeons(Pigeons pigeons) {
            this.pigeons = pigeons;
        }

        @Override
        public ChannelProvider provider() {
            return pigeons;
        }

        @Override
        public Settings settings() {
            return new Settings(Map.of("secret", "s3cret-of-the-roof"));
        }

        @Override
        public OutboundMessage message() {
            return new OutboundMessage("m1", "roof 7", "Bonjour");
        }

        @Override
        public HookRequest signedHook() {
            var body = "coo".getBytes(StandardCharsets.UTF_8);
            return new HookRequest(
                    "POST",
                    "https://guichet.example/hook",
                    Map.of("X-Signature", List.of(Pigeons.signed("s3cret-of-the-roof", body))),
                    body);
        }

        @Override
        public void theServerAccepts() {
            pigeons.server = Server.ACCEPTS;
        }

        @Override
        public void theServerRejects() {
            pigeons.server = Server.REJECTS;
        }

        @Override
        public void theServerIsSilent() {
            pigeons.server = Server.SILENT;
        }
    }

    static class Right extends OfPigeons {
        Right() {
            super(new Pigeons());
        }
    }

    static class Trusting extends OfPigeons {
        Trusting() {
            super(new Pigeons() {
                @Override
                public List<InboundEvent> receive(Settings settings, HookRequest request) {
                    return List.of(new InboundEvent.Message("p1", "a", "b", "coo", Instant.EPOCH));
                }
            });
        }
    }

    static class Hopeful extends OfPigeons {
        Hopeful() {
            super(new Pigeons() {
                @Override
                public Delivery send(Settings settings, OutboundMessage message) {
                    return new Delivery.Accepted("surely");
                }
            });
        }
    }

    static class Talkative extends OfPigeons {
        Talkative() {
            super(new Pigeons() {
                @Override
                public Delivery send(Settings settings, OutboundMessage message) {
                    return Objects.equals(server, Server.REJECTS)
                            ? new Delivery.Rejected(Delivery.Reason.BAD_CREDENTIALS, settings.require("secret"))
                            : super.send(settings, message);
                }
            });
        }
    }

    @Test
    void a_right_channel_passes() {
        var outcome = Contracts.run(Right.class);

        assertThat(outcome.broken()).isEmpty();
        assertThat(outcome.found()).isEqualTo(13);
    }

    @Test
    void a_channel_that_believes_every_hook_is_caught() {
        assertThat(Contracts.run(Trusting.class).broken())
                .containsExactly(
                        "a_hook_is_refused_where_no_secret_is_set",
                        "a_hook_whose_body_was_changed_is_refused",
                        "a_hook_without_a_signature_is_refused",
                        "a_hostile_body_is_refused_and_nothing_worse");
    }

    @Test
    void a_channel_that_takes_every_answer_for_yes_is_caught() {
        assertThat(Contracts.run(Hopeful.class).broken())
                .containsExactly(
                        "what_nobody_can_tell_is_unknown", "what_the_server_refuses_is_rejected_with_a_reason");
    }

    @Test
    void a_channel_that_tells_its_secret_is_caught() {
        assertThat(Contracts.run(Talkative.class).broken()).containsExactly("a_diagnostic_holds_no_secret");
    }
}
