package org.flotilla.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccountRequestTest {

    @Test
    @DisplayName("A3 an account's password is not in what may be logged")
    void toString_hasNoPassword() {
        assertThat(new AccountRequest("acme", "s3cret", List.of("key"), true).toString())
                .contains("acme", "key")
                .doesNotContain("s3cret");
    }
}
