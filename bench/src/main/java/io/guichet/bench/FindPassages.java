package io.guichet.bench;

import io.guichet.knowledge.index.IndexedPassage;
import io.guichet.knowledge.index.PassageIndex;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/**
 * What it costs to look for a question's answer by words and by meaning in 100,000 passages, against a bare Lucene searcher
 * that asks the same two queries of the same files; all passages one tenant's, and those of a thousand.
 */
final class FindPassages {

    static final double FLOOR = 0.70;

    private static final int PASSAGES = 100_000;
    private static final int OF_A_DOCUMENT = 100;
    private static final int MANY = 1_000;
    private static final int DIMENSIONS = 384;
    private static final int LIMIT = 30;
    private static final int VOCABULARY = 20_000;
    private static final int WORDS = 60;
    private static final int SUBJECTS = 200;
    private static final UUID NOBODY = new UUID(0, 0);

    private final Settings settings;
    private final Consumer<String> progress;

    FindPassages(Settings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    Compare measure() throws Exception {
        var compare = new Compare("retrieval", "lucene", "guichet");
        var medians = new ArrayList<Double>();
        for (var tenants : List.of(1, MANY)) {
            var folder = Files.createTempDirectory("guichet-bench-passages-");
            try (var index = new PassageIndex(folder, DIMENSIONS)) {
                fill(index, tenants);
                medians.add(compared(compare, index, folder, tenants));
            } finally {
                remove(folder);
            }
        }
        compare.remark(
                "a question takes %.2f ms among one tenant's passages, %.2f ms among those of %,d (p50 of guichet)"
                        .formatted(medians.get(0), medians.get(1), MANY));
        compare.remark("floor %.0f%%: %s".formatted(100 * FLOOR, compare.worst() >= FLOOR ? "reached" : "missed"));
        return compare;
    }

    /** The median of the measured rounds' p50, in milliseconds. */
    private double compared(Compare compare, PassageIndex index, Path folder, int tenants) throws Exception {
        var kind = tenants == 1 ? "one tenant" : "1,000 tenants";
        try (var reader = DirectoryReader.open(FSDirectory.open(folder.resolve("passages")))) {
            var bare = new Way("lucene", tenants, new BareSearcher(new IndexSearcher(reader), LIMIT)::find);
            var ours = new Way("guichet", tenants, question -> find(index, question));
            var load = new Load(Math.min(4, settings.connections()), n -> new Visitors.Visitor("", new UUID(0, n)));
            warmUp(load, bare, ours);
            var medians = new ArrayList<Double>();
            for (var i = 1; i <= settings.rounds(); i++) {
                var before = load.full(bare, settings.round());
                var after = load.full(ours, settings.round());
                compare.add(kind, before, after);
                medians.add(after.p50());
                progress.accept("%s, round %d of %d: lucene %.0f/s, guichet %.0f/s"
                        .formatted(kind, i, settings.rounds(), before.perSecond(), after.perSecond()));
            }
            return Report.median(
                    medians.stream().mapToDouble(Double::doubleValue).toArray());
        }
    }

    private void warmUp(Load load, Way bare, Way ours) throws Exception {
        var each = settings.warmUp().compareTo(Duration.ofSeconds(10)) > 0 ? Duration.ofSeconds(10) : settings.warmUp();
        if (!each.isZero()) {
            load.full(ours, each);
            load.full(bare, each);
        }
    }

    private static int find(PassageIndex index, Asked question) {
        var shelves = List.of("common/bench", question.shelf());
        return index.byWords(question.text(), shelves, LIMIT).size()
                + index.byMeaning(question.vector(), shelves, LIMIT).size();
    }

    private void fill(PassageIndex index, int tenants) {
        var random = new Random(1);
        var subjects = subjects();
        for (var document = 0; document < PASSAGES / OF_A_DOCUMENT; document++) {
            var shelf = shelf(document % tenants);
            var name = new UUID(1, document).toString();
            var passages = new ArrayList<IndexedPassage>();
            for (var i = 0; i < OF_A_DOCUMENT; i++) {
                passages.add(new IndexedPassage(
                        new UUID(document, i).toString(),
                        name,
                        shelf,
                        words(random, 4),
                        words(random, WORDS),
                        near(random, subjects[random.nextInt(SUBJECTS)])));
            }
            index.replace(name, passages);
            if (document % 200 == 199) {
                progress.accept("%,d passages of %,d tenant(s)".formatted((document + 1) * OF_A_DOCUMENT, tenants));
            }
        }
    }

    private static String shelf(int tenant) {
        return new UUID(2, tenant) + "/bench";
    }

    /** Few words are common, most are rare. */
    private static String words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "mot" + (int) Math.pow(VOCABULARY, random.nextDouble()))
                .collect(Collectors.joining(" "));
    }

    private static float[][] subjects() {
        var random = new Random(2);
        var subjects = new float[SUBJECTS][];
        for (var i = 0; i < SUBJECTS; i++) {
            subjects[i] = near(random, new float[DIMENSIONS]);
        }
        return subjects;
    }

    /** What is about a subject, with a length of 1. */
    private static float[] near(Random random, float[] subject) {
        var vector = new float[DIMENSIONS];
        double length = 0;
        for (var i = 0; i < DIMENSIONS; i++) {
            vector[i] = subject[i] + (float) random.nextGaussian() * 0.05f;
            length += vector[i] * vector[i];
        }
        for (var i = 0; i < DIMENSIONS; i++) {
            vector[i] /= (float) Math.sqrt(length);
        }
        return vector;
    }

    private static void remove(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    /**
     * @param shelf of the tenant that asks
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Asked(String text, float[] vector, String shelf) {}

    /** Answers a question; says how many passages it found. */
    interface Finder {
        int find(Asked question) throws IOException;
    }

    /** One of the two; both are asked the same questions in the same order. */
    private static final class Way implements Arm {

        private final String name;
        private final Finder finder;
        private final List<Asked> questions = new ArrayList<>();

        Way(String name, int tenants, Finder finder) {
            this.name = name;
            this.finder = finder;
            var random = new Random(3);
            var subjects = subjects();
            for (var i = 0; i < 2_000; i++) {
                var vector = near(random, subjects[random.nextInt(SUBJECTS)]);
                questions.add(new Asked(words(random, 6), vector, shelf(random.nextInt(tenants))));
            }
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Lane open() {
            return new Lane() {
                @Override
                public void accept(Visitors.Visitor visitor) {
                    var number = visitor.conversation() == null ? NOBODY : visitor.conversation();
                    var question = questions.get((int) (number.getLeastSignificantBits() % questions.size()));
                    try {
                        if (finder.find(question) == 0) {
                            throw new IllegalStateException("there is nothing near a question that has a near passage");
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }

                @Override
                public void close() {}
            };
        }
    }
}
