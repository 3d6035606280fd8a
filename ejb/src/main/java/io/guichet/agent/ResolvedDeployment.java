package io.guichet.agent;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment works with and looks like, and where each of it comes from.
 *
 * @param config by key on the wire
 * @param branding by key on the wire, for a conversation that is the tenant's own
 * @param notes what was not taken from the deployment, or not as it stands there, and why
 */
public record ResolvedDeployment(
        String deploymentId,
        String deploymentMode,
        Map<String, Value> config,
        Map<String, Value> branding,
        List<ResolvedConfiguration.Note> notes) {

    /**
     * @param value absent where nothing is set, and where it is hidden
     * @param level {@code platform}, {@code agent} or {@code deployment}
     * @param hidden true where the value is the platform's own business; else absent
     */
    public record Value(
            @Nullable Object value, String level, @Nullable Boolean hidden) {}

    /**
     * What a draft would change; nothing of it is kept.
     *
     * @param changes the keys that would differ
     * @param notes what of the draft would not be taken, or not as it stands there
     */
    public record Preview(String deploymentId, List<Change> changes, List<ResolvedConfiguration.Note> notes) {}

    /**
     * @param part {@code config} or {@code branding}
     */
    public record Change(String part, String key, Value before, Value after) {}
}
