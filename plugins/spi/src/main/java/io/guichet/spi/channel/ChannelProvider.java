package io.guichet.spi.channel;

import io.guichet.spi.config.ConfigProperty;
import io.guichet.spi.config.Settings;
import java.util.List;

/** Sends and receives on one channel through one provider. Called from many threads at once. */
public interface ChannelProvider {

    /**
     * The channel.
     *
     * @return e.g. {@code sms}, {@code whatsapp}, {@code email}
     */
    String channel();

    /** What a tenant must set before the channel works. */
    List<ConfigProperty> settings();

    /**
     * Hands one message to the provider. Never throws for what the provider answers.
     *
     * @return {@link Delivery.Unknown} when nobody can tell whether the provider took it; it is then not sent again
     */
    Delivery send(Settings settings, OutboundMessage message);

    /**
     * Verifies the signature of a hook over its raw body, then parses it.
     *
     * @return what it reports, in its order; empty where it reports nothing of interest
     * @throws HookRefused if the signature is missing or wrong, or no secret is set
     */
    List<InboundEvent> receive(Settings settings, HookRequest request) throws HookRefused;
}
