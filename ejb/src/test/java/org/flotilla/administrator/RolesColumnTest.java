package org.flotilla.administrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A4 roles in the database")
class RolesColumnTest {

    private final RolesColumn column = new RolesColumn();

    @Test
    void roles_areKeptInOrder() {
        assertThat(column.convertToDatabaseColumn(Set.of(Role.AUDITOR, Role.ADMIN)))
                .isEqualTo("admin,auditor");
    }

    @Test
    void unknownOnes_giveNoRight() {
        assertThat(column.convertToEntityAttribute("admin,wizard")).containsExactly(Role.ADMIN);
    }
}
