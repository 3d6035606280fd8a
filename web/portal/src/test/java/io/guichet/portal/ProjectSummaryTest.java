package io.guichet.portal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProjectSummaryTest {

    @Test
    void a_project_names_its_conversation() {
        var project = ProjectSummary.read(
                "{\"type\":\"salle_de_bain\",\"description\":\"refaire ma salle de bain,\\n 8m²\",\"surface_m2\":8,"
                        + "\"requirements\":[\"douche italienne\"]}");

        assertThat(project).hasValueSatisfying(p -> {
            assertThat(p.title()).isEqualTo("refaire ma salle de bain, 8m²");
            assertThat(p.surface()).isEqualByComparingTo("8");
            assertThat(p.requirements()).containsExactly("douche italienne");
        });
    }

    @Test
    void a_project_that_is_not_known_yet_names_nothing() {
        assertThat(ProjectSummary.read(null)).isEmpty();
        assertThat(ProjectSummary.read("{\"surface_m2\":null,\"requirements\":null}"))
                .hasValueSatisfying(p -> assertThat(p.title()).isEmpty());
    }

    @Test
    void a_long_description_is_cut_at_a_word() {
        var project = ProjectSummary.read("{\"description\":\"" + "carrelage mural ".repeat(20) + "\"}");

        assertThat(project)
                .hasValueSatisfying(p -> assertThat(p.title())
                        .hasSizeLessThanOrEqualTo(91)
                        .endsWith("carrelage…")
                        .startsWith("carrelage mural"));
    }
}
