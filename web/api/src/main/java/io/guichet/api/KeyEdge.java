package io.guichet.api;

import io.guichet.kernel.CallContext;
import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import io.guichet.tenancy.ApiKeyId;
import io.guichet.tenancy.ApiKeyView;
import io.guichet.tenancy.ApiKeys;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** API keys as a tenant and as an operator list, rotate and revoke them. */
@ApplicationScoped
public class KeyEdge {

    @Inject
    ApiKeys keys;

    Answer.Paged<List<ApiKeyView>> list(
            CallContext context, @Nullable Integer limit, @Nullable String cursor, @Nullable String sort) {
        var page = keys.list(context, PageRequest.of(limit, cursor, null, sort, Set.of("created_at"), "-created_at"));
        return Answer.Paged.of(page.items(), page.next());
    }

    Response rotate(CallContext context, ApiKeys.@Nullable Rotation rotation, @Nullable String idempotencyKey) {
        var wanted = rotation == null ? new ApiKeys.Rotation(null, null) : rotation;
        return Response.status(Response.Status.CREATED)
                .entity(Answer.of(keys.rotate(context, wanted, idempotencyKey)))
                .build();
    }

    void revoke(CallContext context, String id) {
        var key = ApiKeyId.parse(id)
                .orElseThrow(() -> new GuichetException(ProblemCode.NOT_FOUND, "There is no such key."));
        keys.revoke(context, key);
    }
}
