package io.guichet.conversation;

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

    Person {
        name = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
    }
}
