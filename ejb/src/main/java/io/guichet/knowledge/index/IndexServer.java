package io.guichet.knowledge.index;

import io.guichet.knowledge.index.IndexFolder.State;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.jspecify.annotations.Nullable;

/**
 * An index on OpenSearch. Its name ends in a hash of what it is made of: nodes of another model, mapping or database have one
 * of their own beside it, so that a change goes from node to node. Its note is one document of it, and lost with it.
 */
public final class IndexServer implements IndexHome {

    private static final String NOTE = "note";
    private static final String FROM = "from:";

    private final Address address;
    private final State wanted;
    private final String name;
    private @Nullable PassageIndex open;

    /**
     * Where the server is.
     *
     * @param uris of its nodes
     * @param index what names of its indexes begin with
     */
    public record Address(List<String> uris, Optional<String> user, Optional<String> password, String index) {

        public Address {
            uris = List.copyOf(uris);
        }

        /** Never the password. */
        @Override
        public String toString() {
            return "Address" + uris;
        }
    }

    /**
     * @param wanted what the index is made of
     */
    public IndexServer(Address address, State wanted) {
        this.address = address;
        this.wanted = wanted;
        this.name = address.index() + "-" + hash(wanted);
    }

    /** Of the index, as the server knows it but for what Hibernate Search adds. */
    public String name() {
        return name;
    }

    private static String hash(State wanted) {
        var parts = List.of(wanted.database(), wanted.mapping(), wanted.model(), Integer.toString(wanted.dimensions()));
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    @Override
    public boolean shared() {
        return true;
    }

    @Override
    public Optional<State> read() {
        return opened().noteOf(NOTE)
                .filter(note -> note.startsWith(FROM))
                .map(note -> Long.parseLong(note.substring(FROM.length())))
                .map(from -> new State(
                        wanted.database(), wanted.mapping(), wanted.model(), wanted.dimensions(), from, from));
    }

    @Override
    public State write(State state) {
        opened().note(NOTE, FROM + state.from());
        return new State(
                state.database(), state.mapping(), state.model(), state.dimensions(), state.from(), state.from());
    }

    @Override
    public void clear() {
        opened().makeAnew();
    }

    @Override
    public PassageIndex open(int dimensions) {
        return opened();
    }

    private PassageIndex opened() {
        var index = open;
        if (index == null) {
            index = new PassageIndex(
                    name, wanted.dimensions(), properties(), IndexingPlanSynchronizationStrategy.sync());
            open = index;
        }
        return index;
    }

    private Map<String, Object> properties() {
        var properties = new HashMap<String, Object>();
        properties.put("hibernate.search.backend.type", "elasticsearch");
        properties.put("hibernate.search.backend.uris", String.join(",", address.uris()));
        properties.put("hibernate.search.backend.analysis.configurer", new FrenchAnalysisOnServer());
        properties.put("hibernate.search.backend.read_timeout", 10_000);
        properties.put("hibernate.search.schema_management.strategy", "create-or-validate");
        address.user().ifPresent(user -> properties.put("hibernate.search.backend.username", user));
        address.password().ifPresent(password -> properties.put("hibernate.search.backend.password", password));
        return properties;
    }
}
