package io.guichet.answering;

import io.guichet.spi.sector.PreQuoteDraft;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wanted, as partners read it. */
record Project(String type, String description, @Nullable BigDecimal surfaceM2, List<String> requirements) {

    private static final int LONGEST_DESCRIPTION = 4_000;

    static Project of(PreQuoteDraft draft) {
        var description = draft.description();
        return new Project(
                draft.projectType(),
                description.length() > LONGEST_DESCRIPTION
                        ? description.substring(0, LONGEST_DESCRIPTION)
                        : description,
                draft.surfaceM2(),
                draft.requirements());
    }
}
