package io.guichet.tenancy;

import io.guichet.kernel.CallContext;

/** A member has no place in the tenant any more. Told in the transaction that removes him: what is his there ends with it. */
public record MemberRemoved(CallContext context, MemberId member) {}
