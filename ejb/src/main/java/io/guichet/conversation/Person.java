package io.guichet.conversation;

import io.guichet.kernel.Actor;
import io.guichet.tenancy.MemberId;
import org.jspecify.annotations.Nullable;

/**
 * Who writes to a visitor, or is to.
 *
 * @param actor who that is, as the audit trail writes it
 * @param member null for the tenant's own software, and for those who run the platform
 * @param name as visitors read it
 */
record Person(String actor, @Nullable MemberId member, String name) {

    private static final int LONGEST = 255;
    private static final String SOFTWARE = new Actor.Software("").text();

    Person {
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }

    /**
     * How whatever names him as an actor begins. A tenant's keys are all one software: one takes over from the other while
     * conversations go on.
     */
    String sameActors() {
        return actor.startsWith(SOFTWARE) ? SOFTWARE : actor;
    }
}
