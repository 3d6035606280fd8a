package io.guichet.testkit;

import io.guichet.spi.channel.ChannelProvider;
import io.guichet.spi.channel.Delivery;
import io.guichet.spi.channel.HookRefused;
import io.guichet.spi.channel.HookRequest;
import io.guichet.spi.channel.InboundEvent;
import io.guichet.spi.channel.OutboundMessage;
import io.guichet.spi.config.Settings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every {@link ChannelProvider} does. The test plays the provider's server, and says how it behaves. */
public interface ChannelProviderContract {

    /** The provider under test. */
    ChannelProvider provider();

    /** Settings that reach the server of the test. */
    Settings settings();

    /** A message that the provider can send. */
    OutboundMessage message();

    /** A hook as the provider calls it, its signature right for {@link #settings()}; it reports at least one event. */
    HookRequest signedHook();

    /** From now on the server takes every message. */
    void theServerAccepts();

    /** From now on the server refuses every message. */
    void theServerRejects();

    /** From now on the server takes the request and never says what became of it: it hangs up, or answers 5xx. */
    void theServerIsSilent();

    /** The same hook without its signature; by default, without any header. */
    default HookRequest withoutSignature(HookRequest hook) {
        return new HookRequest(hook.method(), hook.url(), Map.of(), hook.body());
    }

    @Test
    default void the_channel_is_lower_case_letters_digits_and_hyphens() {
        assertThat(provider().channel()).matches("[a-z0-9][a-z0-9-]{0,63}");
    }

    @Test
    default void its_settings_can_be_drawn_and_checked() {
        ProviderSettings.areWellFormed(provider().settings(), settings());
    }

    @Test
    default void what_the_server_takes_is_accepted_under_its_id() {
        theServerAccepts();

        assertThat(provider().send(settings(), message()))
                .isInstanceOfSatisfying(
                        Delivery.Accepted.class,
                        accepted -> assertThat(accepted.providerMessageId()).isNotBlank());
    }

    @Test
    default void what_the_server_refuses_is_rejected_with_a_reason() {
        theServerRejects();

        assertThat(provider().send(settings(), message()))
                .isInstanceOfSatisfying(
                        Delivery.Rejected.class,
                        rejected -> assertThat(rejected.reason()).isNotNull());
    }

    @Test
    default void what_nobody_can_tell_is_unknown() {
        theServerIsSilent();

        assertThat(provider().send(settings(), message())).isInstanceOf(Delivery.Unknown.class);
    }

    @Test
    default void a_diagnostic_holds_no_secret() {
        theServerRejects();

        var diagnostic = provider().send(settings(), message()).toString();

        provider().settings().stream()
                .filter(property -> property.secret())
                .flatMap(property -> settings().get(property.name()).stream())
                .forEach(secret -> assertThat(diagnostic).doesNotContain(secret));
    }

    @Test
    default void a_signed_hook_reports_its_events() throws HookRefused {
        var events = provider().receive(settings(), signedHook());

        assertThat(events).isNotEmpty();
        assertThat(events).extracting(InboundEvent::providerId).noneMatch(String::isBlank);
    }

    @Test
    default void the_same_hook_twice_reports_the_same_events() throws HookRefused {
        var provider = provider();
        var hook = signedHook();

        assertThat(provider.receive(settings(), hook)).isEqualTo(provider.receive(settings(), hook));
    }

    @Test
    default void a_hook_without_a_signature_is_refused() {
        assertRefused(settings(), withoutSignature(signedHook()));
    }

    @Test
    default void a_hook_whose_body_was_changed_is_refused() {
        var hook = signedHook();
        var body = Arrays.copyOf(hook.body(), hook.body().length + 1);
        body[body.length - 1] = ' ';

        assertRefused(settings(), new HookRequest(hook.method(), hook.url(), hook.headers(), body));
    }

    @Test
    default void a_hook_is_refused_where_no_secret_is_set() {
        var settings = ProviderSettings.withoutSecrets(provider().settings(), settings());

        assertRefused(settings, signedHook());
    }

    @Test
    default void a_hostile_body_is_refused_and_nothing_worse() {
        var hook = signedHook();
        for (var text : HostileTexts.all()) {
            var body = text.getBytes(StandardCharsets.UTF_8);
            assertRefused(settings(), new HookRequest(hook.method(), hook.url(), hook.headers(), body));
        }
    }

    @Test
    default void parallel_sends_are_all_accepted() throws Exception {
        theServerAccepts();
        var provider = provider();

        assertThat(Together.call(() -> provider.send(settings(), message())))
                .allMatch(Delivery.Accepted.class::isInstance);
    }

    private void assertRefused(Settings settings, HookRequest hook) {
        assertThatThrownBy(() -> provider().receive(settings, hook)).isInstanceOf(HookRefused.class);
    }
}
