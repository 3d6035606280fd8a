package io.guichet.plugin;

import io.guichet.spi.channel.Delivery;
import io.guichet.spi.channel.HookRefused;
import io.guichet.spi.channel.HookRequest;
import io.guichet.spi.channel.OutboundMessage;
import io.guichet.spi.config.Settings;
import io.guichet.spi.model.Completion;
import io.guichet.spi.model.ModelServer;
import io.guichet.spi.model.ModelUnavailable;
import io.guichet.spi.model.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Calls into plugins, while all stays as it is and while it changes. */
class PluginCallTest {

    private static final Settings NO_SETTINGS = new Settings(Map.of());
    private static final ModelServer SERVER = new ModelServer(
            NO_SETTINGS,
            call -> {
                throw new IOException("no network");
            },
            Duration.ofSeconds(20));
    private static final Prompt PROMPT = new Prompt("m", "", List.of(), 0, 10, null);
    private static final String OWN_LOADER =
            "Thread.currentThread().getContextClassLoader() == getClass().getClassLoader() ? \"own\" : \"foreign\"";

    /** Lets the caller in while it streams, then needs a class that nobody loaded before. */
    private static final PluginSource STREAMING = PluginSource.withMembers("lent", """
                    public List<ModelProvider> modelProviders() {
                        return List.of(new ModelProvider() {
                            public String name() { return "lent"; }
                            public List<ConfigProperty> settings() { return new ArrayList<>(); }
                            public Completion complete(ModelServer server, Prompt prompt) throws ModelUnavailable {
                                throw new ModelUnavailable(ModelUnavailable.Reason.OVERLOADED, "surchargé", null);
                            }
                            public Completion stream(ModelServer server, Prompt prompt, Consumer<String> onText) {
                                onText.accept("début");
                                return new Completion(new Late().word(), Completion.Ending.COMPLETE, 0, 0);
                            }
                        });
                    }
                    """)
            .source("fr/essai/Late.java", "package fr.essai; class Late { String word() { return \"fin\"; } }");

    /** Says under which class loader it goes on after it passed something on. */
    private static final PluginSource WRITING =
            PluginSource.withMembers("ecrivain", """
            public List<SectorAgent> sectorAgents() {
                return List.of(new SectorAgent() {
                    public String sector() { return "ecrivain"; }
                    public Turn answer(TurnRequest request) {
                        return new Turn(List.of(new Turn.Part.Text(%s)), Facts.NONE, List.of());
                    }
                    public Turn answer(TurnRequest request, Consumer<String> words) {
                        words.accept("Bonjour ");
                        words.accept(%s);
                        return answer(request);
                    }
                });
            }
            """.formatted(OWN_LOADER, OWN_LOADER));

    private static final PluginSource CHANNEL = PluginSource.withMembers("pigeon", """
            public List<ChannelProvider> channelProviders() {
                return List.of(new ChannelProvider() {
                    public String channel() { return "pigeon"; }
                    public List<ConfigProperty> settings() {
                        return List.of(new ConfigProperty(
                            "cage", "Cage", ConfigProperty.Type.TEXT, true, false, null, List.of()));
                    }
                    public Delivery send(Settings settings, OutboundMessage message) {
                        return new Delivery.Accepted(message.id());
                    }
                    public List<InboundEvent> receive(Settings settings, HookRequest request) throws HookRefused {
                        throw new HookRefused("sans bague");
                    }
                });
            }
            """);

    @TempDir
    Path temp;

    PluginFolder folder;
    final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void open() throws Exception {
        folder = PluginFolder.in(temp);
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
        callers.shutdownNow();
    }

    @Test
    void a_call_runs_with_the_plugins_class_loader_and_gives_the_callers_back() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", OWN_LOADER));
        var before = Thread.currentThread().getContextClassLoader();

        assertThat(folder.ask("fleuriste", "")).isEqualTo("own");
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
    }

    @Test
    void what_an_agent_throws_comes_through_and_the_next_call_works() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "request.text().substring(1)"));
        var before = Thread.currentThread().getContextClassLoader();

        assertThatThrownBy(() -> folder.ask("fleuriste", "")).isInstanceOf(StringIndexOutOfBoundsException.class);
        assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
        assertThat(folder.ask("fleuriste", "xoui")).isEqualTo("oui");
    }

    @Test
    void what_a_model_streams_reaches_the_platform_under_its_own_class_loader() throws Exception {
        folder.dropAndSettle("lent.jar", STREAMING);
        var platform = Thread.currentThread().getContextClassLoader();
        var seen = new ArrayList<ClassLoader>();

        var model = folder.plugins.modelProvider("lent").orElseThrow();
        model.stream(SERVER, PROMPT, text -> seen.add(Thread.currentThread().getContextClassLoader()));

        assertThat(seen).containsExactly(platform);
        assertThatThrownBy(() -> model.complete(SERVER, PROMPT))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessage("surchargé");
    }

    @Test
    void what_an_agent_passes_on_while_it_writes_reaches_the_platform_under_its_own_class_loader() throws Exception {
        folder.dropAndSettle("ecrivain.jar", WRITING);
        var platform = Thread.currentThread().getContextClassLoader();
        var seen = new ArrayList<ClassLoader>();
        var words = new StringBuilder();

        var agent = folder.plugins.sectorAgent("ecrivain").orElseThrow();
        var turn = agent.answer(PluginFolder.turn("Bonjour"), piece -> {
            seen.add(Thread.currentThread().getContextClassLoader());
            words.append(piece);
        });

        assertThat(words).hasToString("Bonjour own");
        assertThat(seen).containsOnly(platform);
        assertThat(PluginFolder.said(turn)).isEqualTo("own");
    }

    @Test
    void an_agent_that_passes_nothing_on_answers_all_the_same() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", OWN_LOADER));
        var words = new ArrayList<String>();

        var agent = folder.plugins.sectorAgent("fleuriste").orElseThrow();

        assertThat(PluginFolder.said(agent.answer(PluginFolder.turn(""), words::add)))
                .isEqualTo("own");
        assertThat(words).isEmpty();
    }

    @Test
    void a_call_under_way_keeps_a_plugin_that_is_removed_open_until_it_ends() throws Exception {
        folder.dropAndSettle("lent.jar", STREAMING);
        var loaded = folder.loaded();
        var call = new CallUnderWay();

        folder.remove("lent.jar");
        folder.settle();
        assertThat(folder.plugins.modelProvider("lent")).isEmpty();
        assertThat(loaded.retire()).isNotDone();

        assertThat(call.end().text()).isEqualTo("fin");
        loaded.retire().get(20, TimeUnit.SECONDS);
        assertThat(folder.copies()).isEmpty();
    }

    @Test
    void a_call_under_way_ends_in_the_version_in_which_it_began() throws Exception {
        folder.dropAndSettle("lent.jar", STREAMING);
        var before = folder.loaded();
        var call = new CallUnderWay();

        folder.dropAndSettle("lent.jar", STREAMING.source("fr/essai/Late.java", """
                package fr.essai; class Late { String word() { return "autre fin"; } }"""));
        assertThat(folder.loaded()).isNotSameAs(before);
        assertThat(new CallUnderWay().end().text()).isEqualTo("autre fin");
        assertThat(before.retire()).isNotDone();

        assertThat(call.end().text()).isEqualTo("fin");
        before.retire().get(20, TimeUnit.SECONDS);
    }

    @Test
    void no_call_is_lost_while_versions_follow_one_another() throws Exception {
        folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Version 0\""));
        var agent = folder.plugins.sectorAgent("fleuriste").orElseThrow();
        var stop = new AtomicBoolean();
        var calls = new ArrayList<Future<Integer>>();
        for (var caller = 0; caller < 4; caller++) {
            calls.add(callers.submit(() -> {
                var answers = 0;
                while (!stop.get()) {
                    assertThat(PluginFolder.said(agent.answer(PluginFolder.turn(""))))
                            .startsWith("Version");
                    answers++;
                }
                return answers;
            }));
        }

        for (var version = 1; version <= 5; version++) {
            folder.dropAndSettle("fleuriste.jar", PluginSource.agent("fleuriste", "\"Version " + version + "\""));
        }
        stop.set(true);

        for (var call : calls) {
            assertThat(call.get(20, TimeUnit.SECONDS)).isPositive();
        }
        assertThat(folder.ask("fleuriste", "")).isEqualTo("Version 5");
    }

    @Test
    void a_channel_sends_shows_its_settings_and_refuses_a_hook() throws Exception {
        folder.dropAndSettle("pigeon.jar", CHANNEL);
        var channel = folder.plugins.channelProvider("pigeon").orElseThrow();

        assertThat(channel.settings()).singleElement().matches(p -> p.name().equals("cage"));
        assertThat(channel.send(NO_SETTINGS, new OutboundMessage("7", "toit", "roucoule")))
                .isEqualTo(new Delivery.Accepted("7"));
        assertThatThrownBy(() -> channel.receive(NO_SETTINGS, new HookRequest("POST", "/", Map.of(), new byte[0])))
                .isInstanceOf(HookRefused.class);
    }

    @Test
    void a_channel_and_a_model_that_are_gone_say_so_in_their_own_words() throws Exception {
        folder.drop("lent.jar", STREAMING);
        folder.dropAndSettle("pigeon.jar", CHANNEL);
        var channel = folder.plugins.channelProvider("pigeon").orElseThrow();
        var model = folder.plugins.modelProvider("lent").orElseThrow();

        folder.remove("lent.jar");
        folder.remove("pigeon.jar");
        folder.settle();

        assertThat(channel.send(NO_SETTINGS, new OutboundMessage("7", "toit", "roucoule")))
                .isEqualTo(new Delivery.Rejected(
                        Delivery.Reason.PROVIDER_DOWN, "no plugin offers channel pigeon any more"));
        assertThatThrownBy(() -> model.complete(SERVER, PROMPT))
                .isInstanceOf(ModelUnavailable.class)
                .hasMessage("no plugin offers model lent any more");
    }

    @Test
    void a_close_that_throws_or_hangs_holds_nobody_up() throws Exception {
        folder.close();
        folder = PluginFolder.thatWaitsOnlyAMoment(temp.resolve("court"));
        folder.drop(
                "jette.jar",
                PluginSource.withMembers("jette", "public void close() { throw new IllegalStateException(); }"));
        folder.dropAndSettle("traine.jar", PluginSource.withMembers("traine", """
                        public void close() {
                            try {
                                new java.util.concurrent.CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException("interrompu");
                            }
                        }
                        """));
        var closing = folder.directory.catalogue().inUse();
        assertThat(closing).hasSize(2);

        folder.remove("jette.jar");
        folder.remove("traine.jar");
        folder.settle();

        assertThat(folder.plugins.statuses()).isEmpty();
        for (var plugin : closing) {
            plugin.retire().get(20, TimeUnit.SECONDS);
        }
        assertThat(folder.copies()).isEmpty();
    }

    /** A streaming call that stands still in the middle until it is told to end. */
    private final class CallUnderWay {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);
        private final Future<Completion> completion;

        CallUnderWay() throws InterruptedException {
            Consumer<String> halt = text -> {
                begun.countDown();
                try {
                    mayEnd.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            };
            var model = folder.plugins.modelProvider("lent").orElseThrow();
            completion = callers.submit(() -> model.stream(SERVER, PROMPT, halt));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        }

        Completion end() throws InterruptedException, ExecutionException, TimeoutException {
            mayEnd.countDown();
            return completion.get(20, TimeUnit.SECONDS);
        }
    }
}
