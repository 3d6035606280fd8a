/**
 * How a person comes to be a member: invitations that he accepts, LINK- codes that he types, accounts that are opened for
 * him at the identity provider. What a member is and may do, tenancy knows.
 */
@NullMarked
package io.guichet.invitation;

import org.jspecify.annotations.NullMarked;
