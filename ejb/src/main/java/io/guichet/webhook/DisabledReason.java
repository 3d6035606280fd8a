package io.guichet.webhook;

/** Why we no longer deliver to an endpoint. */
enum DisabledReason {
    GONE("gone"),
    FAILING("failing_for_5_days");

    private final String wireName;

    DisabledReason(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }
}
