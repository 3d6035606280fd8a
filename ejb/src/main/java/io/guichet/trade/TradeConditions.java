package io.guichet.trade;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.PageRequest;
import java.sql.Timestamp;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which rows of a list by time a caller sees, and in which order. */
final class TradeConditions {

    private TradeConditions() {}

    /**
     * @param at the column by which the list is sorted
     * @param values are added to
     */
    static String of(
            CallContext context,
            TradeSearch search,
            ZoneId zone,
            PageRequest page,
            String at,
            Map<String, Object> values) {
        var conditions = new ArrayList<>(List.of("tenant_id = :tenant"));
        values.put("tenant", context.tenant().value());
        search.status().ifPresent(status -> {
            conditions.add("status = :status");
            values.put("status", status);
        });
        search.day().ifPresent(day -> {
            conditions.add(at + " >= :from and " + at + " < :to");
            values.put("from", Timestamp.from(day.atStartOfDay(zone).toInstant()));
            values.put("to", Timestamp.from(day.plusDays(1).atStartOfDay(zone).toInstant()));
        });
        page.after().ifPresent(cursor -> {
            conditions.add("(" + at + ", id) " + (page.descending() ? "<" : ">") + " (:at, :id)");
            values.put("at", Timestamp.from(cursor.instant()));
            values.put("id", cursor.id());
        });
        var direction = page.descending() ? " desc" : "";
        return " where " + String.join(" and ", conditions) + " order by " + at + direction + ", id" + direction;
    }
}
