package io.guichet.sector.artisan;

import io.guichet.spi.sector.PreQuoteDraft;
import io.guichet.spi.sector.PreQuoteDraft.Line;
import io.guichet.spi.sector.PriceItem;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Chooses the items of a project, and how much of each: by what was named, and by what the price book says follows. */
final class Estimate {

    private static final int MOST_LINES = 100;
    private static final BigDecimal LARGEST_QUANTITY = BigDecimal.valueOf(100_000);

    private final Catalogue catalogue;
    private final Project project;
    private final List<PriceItem> selected;
    private final Map<PriceItem, BigDecimal> quantities = new LinkedHashMap<>();
    private final Map<PriceItem, Question> missing = new LinkedHashMap<>();

    Estimate(Catalogue catalogue, Project project) {
        this.catalogue = catalogue;
        this.project = project;
        this.selected = select();
        var said = project.quantities();
        for (var item : selected) {
            quantity(item, Optional.ofNullable(said.get(item.code())))
                    .ifPresentOrElse(q -> quantities.put(item, q), () -> missing.put(item, questionFor(item)));
        }
    }

    /** Items of the project, in the order of the book. */
    List<PriceItem> selected() {
        return selected;
    }

    /** What must be asked before all of them have a quantity. */
    Set<Question> missing() {
        return new LinkedHashSet<>(missing.values());
    }

    /** Labels of the items that have no quantity yet. */
    List<String> unmeasured() {
        return missing.keySet().stream().map(PriceItem::label).toList();
    }

    boolean hasLines() {
        return !quantities.isEmpty();
    }

    /** Whether the age of the dwelling changes the price. */
    boolean dependsOnTheDwelling() {
        return quantities.keySet().stream()
                .anyMatch(item -> item.vatClass() == PriceItem.VatClass.IMPROVEMENT
                        || item.vatClass() == PriceItem.VatClass.ENERGY);
    }

    /** What was asked for, in the order in which it was named. */
    List<String> requirements() {
        return project.wanted().stream()
                .flatMap(code -> catalogue.item(code).stream())
                .map(catalogue::slug)
                .distinct()
                .toList();
    }

    /**
     * @throws IllegalArgumentException if there are no lines
     */
    PreQuoteDraft draft() {
        return new PreQuoteDraft(
                project.type().orElse("travaux"),
                project.description(),
                project.floorArea().orElse(null),
                requirements(),
                lines(),
                project.dwelling());
    }

    /** The same for two estimates whose pre-quotes are the same. */
    String fingerprint() {
        var text = new StringBuilder(project.type().orElse(""));
        lines().forEach(line -> text.append(';')
                .append(line.code())
                .append('=')
                .append(line.quantity().toPlainString()));
        return text.append(';').append(project.dwelling()).toString();
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        quantities.forEach((item, quantity) -> lines.add(new Line(item.code(), quantity)));
        return lines;
    }

    private List<PriceItem> select() {
        var causes = new HashSet<>(requirements());
        project.type().ifPresent(causes::add);
        return catalogue.items().stream()
                .filter(item -> project.wanted().contains(item.code()) || isImplied(item, causes))
                .limit(MOST_LINES)
                .toList();
    }

    private boolean isImplied(PriceItem item, Set<String> causes) {
        return item.impliedBy().stream().anyMatch(causes::contains)
                && project.refused().stream().noneMatch(refused -> catalogue.speaksOf(refused, item));
    }

    private Optional<BigDecimal> quantity(PriceItem item, Optional<BigDecimal> said) {
        return switch (item.unit()) {
            case FLAT, HOUR, DAY -> Optional.of(BigDecimal.ONE);
            case PIECE ->
                said.or(() -> derived(item))
                        .or(() -> project.isUncounted(item.code()) ? Optional.empty() : Optional.of(BigDecimal.ONE));
            case SQUARE_METRE -> said.or(() -> derived(item)).or(() -> fallback(item, Project.FLOOR_AREA));
            case METRE -> said.or(() -> derived(item)).or(() -> fallback(item, Project.LENGTH));
            case CUBIC_METRE -> said.or(() -> derived(item));
        };
    }

    private Optional<BigDecimal> derived(PriceItem item) {
        var derived = item.derived();
        return derived == null
                ? Optional.empty()
                : project.measure(derived.measure())
                        .map(measure -> plain(measure.multiply(derived.factor())))
                        .filter(q -> q.signum() > 0 && q.compareTo(LARGEST_QUANTITY) <= 0);
    }

    private Optional<BigDecimal> fallback(PriceItem item, String measure) {
        return item.derived() == null ? project.measure(measure) : Optional.empty();
    }

    private static Question questionFor(PriceItem item) {
        var derived = item.derived();
        boolean floor = derived == null
                ? item.unit() == PriceItem.Unit.SQUARE_METRE
                : derived.measure().equals(Project.FLOOR_AREA);
        return floor ? Question.SURFACE : Question.quantityOf(item.code());
    }

    private static BigDecimal plain(BigDecimal value) {
        var rounded = value.setScale(3, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return rounded.scale() < 0 ? rounded.setScale(0) : rounded;
    }
}
