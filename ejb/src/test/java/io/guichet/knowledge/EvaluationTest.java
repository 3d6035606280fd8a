package io.guichet.knowledge;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.guichet.knowledge.extraction.Block;
import io.guichet.knowledge.index.IndexedPassage;
import io.guichet.knowledge.index.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How well French questions find the passage that answers them, over the documents of a craftsman, a restaurant and a
 * salon in one collection: half of the questions share no word with it, a tenth has no answer. With the model of production.
 */
class EvaluationTest {

    private static final String FOLDER = "/io/guichet/knowledge/evaluation/";
    private static final String SHELF = "common/evaluation";
    private static final int DEPTH = 30;

    @TempDir
    static Path folder;

    private static final AllMiniLmL6V2QuantizedEmbeddingModel MODEL = new AllMiniLmL6V2QuantizedEmbeddingModel();
    private static final Map<String, IndexedPassage> PASSAGES = new LinkedHashMap<>();
    private static final List<Asked> QUESTIONS = new ArrayList<>();
    private static final List<Result> RESULTS = new ArrayList<>();
    private static PassageIndex index;

    /** A line of the set; of one that has no answer the heading is empty. */
    private record Asked(String business, String kind, String heading, String question) {
        boolean answers(IndexedPassage passage) {
            return passage.document().equals(business)
                    && Objects.requireNonNullElse(passage.heading(), "").endsWith(heading);
        }
    }

    /** What a question found, by each way. */
    private record Result(Asked asked, List<String> words, List<String> meaning, List<String> fused, Passage first) {}

    @BeforeAll
    static void the_set_is_read_and_every_question_asked() {
        index = new PassageIndex(folder, 384);
        for (var business : List.of("craftsman", "restaurant", "salon")) {
            var chunks = Chunking.chunks(blocks(text(business + ".md")));
            var passages = new ArrayList<IndexedPassage>();
            for (var chunk : chunks) {
                var id = business + "-" + passages.size();
                var vector = vector(chunk.heading() + "\n" + chunk.text());
                passages.add(new IndexedPassage(id, business, SHELF, chunk.heading(), chunk.text(), vector));
            }
            passages.forEach(p -> PASSAGES.put(p.id(), p));
            index.replace(business, passages);
        }
        text("questions.csv")
                .lines()
                .skip(1)
                .map(line -> line.split(";", 4))
                .forEach(c -> QUESTIONS.add(new Asked(c[0], c[1], c[2], c[3])));
        QUESTIONS.forEach(asked -> RESULTS.add(ask(asked)));
    }

    @AfterAll
    static void the_index_is_closed() {
        index.close();
    }

    @Test
    void the_set_is_what_it_says() {
        assertThat(QUESTIONS).hasSizeGreaterThanOrEqualTo(120);
        assertThat(of("unanswerable")).hasSizeGreaterThanOrEqualTo(QUESTIONS.size() / 10);
        assertThat(of("paraphrase")).hasSizeGreaterThanOrEqualTo(of("direct").size());
        assertThat(QUESTIONS)
                .filteredOn(q -> !q.kind().equals("unanswerable"))
                .allMatch(q -> PASSAGES.values().stream().anyMatch(q::answers));
    }

    @Test
    void both_together_find_more_than_either_alone() throws IOException {
        var table = new StringBuilder("way, questions: recall@5, MRR\n");
        for (var kind : List.of("direct", "paraphrase", "")) {
            table.append("%s: words %s, meaning %s, fused %s%n"
                    .formatted(
                            kind.isEmpty() ? "all" : kind,
                            measured(kind, Way.WORDS),
                            measured(kind, Way.MEANING),
                            measured(kind, Way.FUSED)));
        }
        table.append(
                "confident: %.2f of the answerable whose first is right, %.2f of those whose first is wrong, %.2f of the unanswerable%n"
                        .formatted(confident("right"), confident("wrong"), confident("unanswerable")));
        Files.writeString(Path.of("target", "retrieval-evaluation.txt"), table + details());

        assertThat(measured("", Way.FUSED).recall())
                .as(table.toString())
                .isGreaterThan(measured("", Way.WORDS).recall())
                .isGreaterThan(measured("", Way.MEANING).recall());
        assertThat(measured("", Way.FUSED).rank())
                .as(table.toString())
                .isGreaterThan(measured("", Way.WORDS).rank())
                .isGreaterThan(measured("", Way.MEANING).rank());
    }

    @Test
    void what_has_no_answer_is_mostly_known_to_have_none() {
        assertThat(confident("unanswerable")).isLessThanOrEqualTo(0.2);
        assertThat(confident("right")).isGreaterThanOrEqualTo(0.6);
    }

    /** 0.35 is from where on nobody is called, unless the tenant says otherwise. */
    @Test
    void what_is_right_is_sure_enough_for_nobody_to_be_called() {
        assertThat(RESULTS)
                .filteredOn(result -> which(result).equals("right"))
                .allMatch(result -> confidence(result) >= 0.35);
        assertThat(RESULTS)
                .filteredOn(result -> !which(result).equals("right"))
                .haveAtLeast(15, new Condition<>(result -> confidence(result) < 0.35, "less sure"));
    }

    private enum Way {
        WORDS,
        MEANING,
        FUSED
    }

    /** recall within the first five, and the mean of the reciprocal of the rank. */
    private record Measured(double recall, double rank) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f/%.3f", recall, rank);
        }
    }

    private static Measured measured(String kind, Way way) {
        double found = 0;
        double reciprocal = 0;
        var count = 0;
        for (var result : RESULTS) {
            if (result.asked().kind().equals("unanswerable")
                    || !(kind.isEmpty() || result.asked().kind().equals(kind))) {
                continue;
            }
            count++;
            var rank = rank(result, way);
            found += rank >= 1 && rank <= 5 ? 1 : 0;
            reciprocal += rank >= 1 ? 1.0 / rank : 0;
        }
        return new Measured(found / count, reciprocal / count);
    }

    private static int rank(Result result, Way way) {
        var order = switch (way) {
            case WORDS -> result.words();
            case MEANING -> result.meaning();
            case FUSED -> result.fused();
        };
        for (var i = 0; i < order.size(); i++) {
            if (result.asked().answers(PASSAGES.get(order.get(i)))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static double confident(String which) {
        var some = RESULTS.stream().filter(r -> which(r).equals(which)).toList();
        return (double) some.stream()
                        .filter(r -> confidence(r) >= Confidence.ENOUGH)
                        .count()
                / Math.max(1, some.size());
    }

    private static double confidence(Result result) {
        return result.first() == null ? 0 : Confidence.of(result.asked().question(), result.first());
    }

    private static String which(Result result) {
        if (result.asked().kind().equals("unanswerable")) {
            return "unanswerable";
        }
        return rank(result, Way.FUSED) == 1 ? "right" : "wrong";
    }

    private static String details() {
        var lines = new StringBuilder();
        for (var r : RESULTS) {
            double similarity = r.first() == null ? 0 : r.first().similarity();
            double shared = r.first() == null ? 0 : shared(r);
            lines.append(String.join(
                            "\t",
                            which(r),
                            String.valueOf(rank(r, Way.WORDS)),
                            String.valueOf(rank(r, Way.MEANING)),
                            String.valueOf(rank(r, Way.FUSED)),
                            String.valueOf(Math.round(similarity * 100)),
                            String.valueOf(Math.round(shared * 100)),
                            r.asked().question()))
                    .append('\n');
        }
        return lines.toString();
    }

    private static double shared(Result result) {
        var first = result.first();
        return Confidence.sharedWords(
                result.asked().question(), first.title() + " " + first.heading() + " " + first.text());
    }

    private static Result ask(Asked asked) {
        var vector = vector(asked.question());
        var words = ids(index.byWords(asked.question(), List.of(SHELF), DEPTH));
        var meaning = ids(index.byMeaning(vector, List.of(SHELF), DEPTH));
        var fused = List.copyOf(Fusion.of(words, meaning).keySet());
        return new Result(asked, words, meaning, fused, fused.isEmpty() ? null : passage(fused.getFirst(), vector));
    }

    private static Passage passage(String id, float[] vector) {
        var p = PASSAGES.get(id);
        return new Passage(id, p.document(), p.heading(), p.text(), null, true, 0, Vectors.cosine(vector, p.vector()));
    }

    private static List<String> ids(List<PassageIndex.Hit> hits) {
        return hits.stream().map(PassageIndex.Hit::id).toList();
    }

    private static List<Asked> of(String kind) {
        return QUESTIONS.stream().filter(q -> q.kind().equals(kind)).toList();
    }

    private static float[] vector(String text) {
        return MODEL.embed(TextSegment.from(text)).content().vector();
    }

    private static List<Block> blocks(String markdown) {
        return markdown.lines()
                .filter(line -> !line.isBlank())
                .map(line -> line.startsWith("#")
                        ? new Block.Heading(line.startsWith("##") ? 2 : 1, line.replaceFirst("^#+ ", ""))
                        : (Block) new Block.Paragraph(line))
                .toList();
    }

    private static String text(String name) {
        try (var in = EvaluationTest.class.getResourceAsStream(FOLDER + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
