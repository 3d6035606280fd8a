package io.guichet.portal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AccountTest {

    @Test
    void a_user_is_called_by_his_name_else_by_what_he_signs_in_with() {
        assertThat(Account.displayName("Denis Durant", "durant")).isEqualTo("Denis Durant");
        assertThat(Account.displayName(" ", "durant")).isEqualTo("durant");
        assertThat(Account.displayName(null, null)).isEmpty();
    }
}
