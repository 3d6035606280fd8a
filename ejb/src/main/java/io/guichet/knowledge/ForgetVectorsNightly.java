package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import io.guichet.tenancy.Forgetting;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** The part of vectors in the nightly round. */
@ApplicationScoped
class ForgetVectorsNightly implements Forgetting {

    @Inject
    ForgetVectors vectors;

    @Inject
    Embedder embedder;

    @Override
    public int forget(CallContext context) {
        return vectors.of(context, embedder.model());
    }
}
