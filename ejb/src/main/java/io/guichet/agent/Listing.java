package io.guichet.agent;

import io.guichet.kernel.Cursor;
import io.guichet.kernel.Page;
import io.guichet.kernel.PageRequest;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** A list of what has an id, a name and a time of creation, page by page. */
final class Listing<E> {

    /** What such a list is sorted by. */
    static final Set<String> SORTS = Set.of("name", "created_at");

    private final EntityManager em;
    private final Class<E> type;
    private final PageRequest page;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    Listing(EntityManager em, Class<E> type, PageRequest page) {
        this.em = em;
        this.type = type;
        this.page = page;
    }

    Listing<E> where(String condition) {
        conditions.add(condition);
        return this;
    }

    Listing<E> where(String condition, String parameter, Object value) {
        parameters.put(parameter, value);
        return where(condition);
    }

    /**
     * @param position where a row stands: its name and creation are asked for by the order of the list
     */
    Page<E> page(Function<E, Position> position) {
        var byName = page.sort().equals("name");
        var key = byName ? "lower(e.name)" : "e.createdAt";
        var after = page.descending() ? "<" : ">";
        page.after().ifPresent(cursor -> {
            var last = byName ? "lower(:afterKey)" : ":afterKey";
            where("(" + key + " " + after + " " + last + " or (" + key + " = " + last + " and e.id " + after
                    + " :afterId))");
            parameters.put("afterKey", byName ? cursor.key() : cursor.instant());
            parameters.put("afterId", cursor.id());
        });
        var direction = page.descending() ? " desc" : " asc";
        var query = em.createQuery(
                "from " + type.getSimpleName() + " e where " + String.join(" and ", conditions) + " order by " + key
                        + direction + ", e.id" + direction,
                type);
        parameters.forEach(query::setParameter);
        var rows = query.setMaxResults(page.limit() + 1).getResultList();
        return Page.cut(rows, page.limit(), row -> {
            var at = position.apply(row);
            return new Cursor(byName ? at.name() : at.createdAt().toString(), at.id());
        });
    }

    record Position(String name, Instant createdAt, java.util.UUID id) {}
}
