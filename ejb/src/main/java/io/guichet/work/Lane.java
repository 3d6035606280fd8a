package io.guichet.work;

/**
 * Where work queues. Each lane has its table, its scheduler and its threads, so that what waits for strangers' servers
 * does not hold up what a visitor waits for.
 */
public enum Lane {
    /** What a visitor waits for, and what depends on ourselves alone. */
    ANSWERS("scheduled_tasks"),

    /** What calls servers of tenants, which may be slow, or hang until the time-out. */
    DELIVERIES("scheduled_deliveries"),

    /** What takes documents apart, which needs memory and time. */
    DOCUMENTS("scheduled_documents");

    private final String table;

    Lane(String table) {
        this.table = table;
    }

    /** The table of db-scheduler in which work of this lane waits. */
    public String table() {
        return table;
    }
}
