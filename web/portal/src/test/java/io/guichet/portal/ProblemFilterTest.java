package io.guichet.portal;

import io.guichet.kernel.GuichetException;
import io.guichet.kernel.PageRequest;
import io.guichet.kernel.ProblemCode;
import jakarta.servlet.ServletException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ProblemFilterTest {

    @Test
    void what_another_tenant_owns_is_a_page_that_is_not_there() {
        var failure = new ServletException(
                new IllegalStateException(new GuichetException(ProblemCode.CONVERSATION_NOT_FOUND, "none of yours")));

        assertThat(ProblemFilter.statusOf(failure)).contains(404);
    }

    @Test
    void a_cursor_that_somebody_changed_is_an_address_that_cannot_be_read() {
        assertThatThrownBy(() -> PageRequest.of(null, "x"))
                .satisfies(refused -> assertThat(ProblemFilter.statusOf(new ServletException(refused)))
                        .contains(400));
    }

    @Test
    void a_bug_has_no_page_but_the_servers() {
        assertThat(ProblemFilter.statusOf(new ServletException(new IllegalStateException("bug"))))
                .isEmpty();
        assertThat(ProblemFilter.statusOf(new GuichetException(ProblemCode.INTERNAL, "ours")))
                .isEmpty();
    }
}
