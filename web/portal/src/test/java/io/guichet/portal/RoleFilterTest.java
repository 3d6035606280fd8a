package io.guichet.portal;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RoleFilterTest {

    private final Optional<Account> nobody = Optional.of(new Account("sub", "Noé", List.of(), null, null));

    @Test
    void a_user_without_a_role_may_do_nothing_but_sign_out() {
        assertThat(RoleFilter.mayPass(nobody, "/index.xhtml")).isFalse();
        assertThat(RoleFilter.mayPass(nobody, "/tenant.xhtml")).isFalse();
        assertThat(RoleFilter.mayPass(nobody, "/logout")).isTrue();
    }

    @Test
    void any_role_of_ours_opens_the_door() {
        assertThat(Account.ROLES)
                .allSatisfy(role -> assertThat(RoleFilter.mayPass(
                                Optional.of(new Account("sub", "Noé", List.of(role), null, null)), "/index.xhtml"))
                        .isTrue());
    }
}
