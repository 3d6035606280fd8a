package io.guichet.knowledge;

import io.guichet.kernel.CallContext;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where documents stand: a collection of a tenant's, or one of the platform's, which every tenant reads. Two tenants' of the
 * same name are two.
 *
 * @param tenant null for the platform's
 */
record Shelf(@Nullable UUID tenant, String collection) {

    static Shelf common(String collection) {
        return new Shelf(null, collection);
    }

    static Shelf of(CallContext context, String collection) {
        return new Shelf(context.tenant().value(), collection);
    }

    /** What a tenant reads under a name: what is the platform's, and its own. */
    static List<Shelf> readBy(CallContext context, List<String> collections) {
        return collections.stream()
                .distinct()
                .flatMap(name -> Stream.of(common(name), of(context, name)))
                .toList();
    }

    /** Its name in the index. */
    String key() {
        return (tenant == null ? "common" : tenant.toString()) + "/" + collection;
    }
}
