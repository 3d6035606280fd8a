package io.guichet.plugin;

import io.guichet.spi.sector.Facts;
import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PriceBook;
import io.guichet.spi.sector.PriceItem;
import io.guichet.spi.sector.SectorAgent;
import io.guichet.spi.sector.Turn;
import io.guichet.spi.sector.TurnRequest;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

import static org.assertj.core.api.Assertions.assertThat;

/** docs/plugins.md keeps its word: what it shows is compiled, packed, dropped and called. */
class PluginGuideTest {

    /** A fenced block whose first line names a file. */
    private static final Pattern FILE = Pattern.compile("(?ms)^```[a-z]+ (\\S+)\\n(.*?)^```$");

    private static final Pattern SETTINGS = Pattern.compile("(?ms)^```java\\n(public List<ConfigProperty> .*?)^```$");

    private static final Path GUIDE = Path.of("..", "docs", "plugins.md");

    private static final PriceBook FLOWERS = new PriceBook(
            "Fleurs", List.of(flowers("ROSE", "Rose rouge", "roses"), flowers("LYS", "Lys blanc", "lys")));

    @TempDir
    Path temp;

    PluginFolder folder;
    Map<String, String> files;

    @BeforeEach
    void read() throws Exception {
        folder = PluginFolder.in(temp);
        files = new LinkedHashMap<>();
        FILE.matcher(Files.readString(GUIDE)).results().forEach(block -> files.put(block.group(1), block.group(2)));
    }

    @AfterEach
    void close() throws Exception {
        folder.close();
    }

    @Test
    void the_example_is_compiled_dropped_and_takes_the_conversation_of_the_guide() throws Exception {
        folder.dropAndSettle("sector-fleuriste-1.0.0.jar", example());
        assertThat(folder.active()).containsExactly("fleuriste 1.0.0");
        var agent = folder.plugins.sectorAgent("fleuriste").orElseThrow();

        var hello = turn(agent, "Bonjour !", Facts.NONE);
        assertThat(PluginFolder.said(hello)).isEqualTo("Quelles fleurs souhaitez-vous ?");
        var roses = turn(agent, "Des roses", hello.known());
        assertThat(PluginFolder.said(roses)).isEqualTo("Combien en voulez-vous ?");
        var quote = turn(agent, "20", roses.known());
        assertThat(PluginFolder.said(quote)).isEqualTo("Voici votre pré-devis.");

        assertThat(quote.actions())
                .filteredOn(Turn.Action.ProposePreQuote.class::isInstance)
                .singleElement()
                .extracting(
                        action -> ((Turn.Action.ProposePreQuote) action).draft().lines())
                .isEqualTo(List.of(new PreQuoteDraft.Line("ROSE", new BigDecimal(20))));
        assertThat(Files.readString(GUIDE))
                .contains("| Bonjour ! | Quelles fleurs souhaitez-vous ? |")
                .contains("| Des roses | Combien en voulez-vous ? |")
                .contains("| 20 | Voici votre pré-devis.");
    }

    @Test
    void the_example_hands_over_to_a_person_who_is_asked_for() throws Exception {
        folder.dropAndSettle("sector-fleuriste-1.0.0.jar", example());

        var turn = turn(
                folder.plugins.sectorAgent("fleuriste").orElseThrow(), "Un conseiller, s'il vous plaît", Facts.NONE);

        assertThat(turn.actions()).containsExactly(new Turn.Action.HandOver(Turn.HandOverReason.ASKED_FOR_A_PERSON));
    }

    @Test
    void the_settings_of_the_guide_are_accepted() throws Exception {
        var snippet = SETTINGS.matcher(Files.readString(GUIDE)).results().findFirst();
        folder.dropAndSettle(
                "modele.jar",
                PluginSource.withMembers(
                        "modele",
                        """
                        public List<ModelProvider> modelProviders() { return List.of(new Essai()); }
                        static class Essai implements ModelProvider {
                            public String name() { return "essai"; }
                            public Completion complete(ModelServer server, Prompt prompt) { throw new IllegalStateException(); }
                        """ + snippet.orElseThrow().group(1).replace(" Type.", " ConfigProperty.Type.") + "}"));

        assertThat(folder.plugins.modelProvider("essai").orElseThrow().settings())
                .hasSize(3);
    }

    @Test
    void the_guide_explains_every_reason_of_quarantine() throws Exception {
        assertThat(Files.readString(GUIDE))
                .contains(Arrays.stream(QuarantineReason.values())
                        .map(reason -> "| `" + reason + "` |")
                        .toList());
    }

    @Test
    void the_guide_names_every_key_of_the_configuration() throws Exception {
        assertThat(Files.readString(GUIDE))
                .contains(
                        "`" + PluginConfig.FOLDER + "`",
                        "`" + PluginConfig.SCAN_INTERVAL + "`",
                        "`" + PluginConfig.START_TIMEOUT + "`");
    }

    private PluginSource example() throws Exception {
        var sources = new LinkedHashMap<String, String>();
        var resources = new LinkedHashMap<String, String>();
        files.forEach((path, text) -> {
            if (path.startsWith("src/main/java/")) {
                sources.put(path.substring("src/main/java/".length()), text);
            } else if (path.startsWith("src/main/resources/")) {
                resources.put(path.substring("src/main/resources/".length()), text);
            }
        });
        return PluginSource.of(sources, resources).manifest(manifestEntries(files.get("pom.xml")));
    }

    /** What maven-jar-plugin would write into the manifest. */
    private static String manifestEntries(String pom) throws Exception {
        var document = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(pom.getBytes(StandardCharsets.UTF_8)));
        var entries = document.getElementsByTagName("manifestEntries").item(0).getChildNodes();
        var headers = new StringBuilder();
        for (var i = 0; i < entries.getLength(); i++) {
            if (entries.item(i) instanceof Element entry) {
                headers.append(entry.getTagName())
                        .append(": ")
                        .append(entry.getTextContent())
                        .append('\n');
            }
        }
        return headers.toString();
    }

    private static Turn turn(SectorAgent agent, String text, Facts known) {
        return agent.answer(new TurnRequest(Locale.FRENCH, text, 0, 0, known, FLOWERS, "Chez Rose"));
    }

    private static PriceItem flowers(String code, String label, String synonym) {
        return new PriceItem(
                code,
                "fleurs",
                label,
                PriceItem.Unit.PIECE,
                250,
                PriceItem.VatClass.STANDARD,
                List.of(synonym),
                List.of(),
                null);
    }
}
