package io.guichet.demo;

import io.guichet.kernel.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A member of a tenant of the demo. */
record DemoMember(
        UserId user,
        String externalId,
        String name,
        @Nullable String branding,
        List<String> permissions) {}
