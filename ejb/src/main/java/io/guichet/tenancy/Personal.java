package io.guichet.tenancy;

import java.util.Set;

/**
 * What tells of a person. The audit trail can never be changed, so that it keeps none of it: that a field was there, and
 * that it changed, but not what it said.
 */
interface Personal {

    /** Fields as JSON calls them. */
    Set<String> personalFields();
}
