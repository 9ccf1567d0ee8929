package org.flotilla.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.flotilla.test.TestDatabase;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("O5 before the first migration")
class ForeignTablesTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void emptySchema_isFree() {
        assertThat(ForeignTables.among(List.of())).isEmpty();
    }

    @Test
    void tablesOfTheServer_areNotForeign() {
        assertThat(ForeignTables.among(List.of(
                        "JOB_INSTANCE", "job_execution", "STEP_EXECUTION", "partition_execution", "JGROUPSPING")))
                .isEmpty();
    }

    @Test
    void tablesOfOthers_areForeign() {
        assertThat(ForeignTables.among(List.of("JOB_INSTANCE", "Invoice", "customer")))
                .containsExactly("customer", "invoice");
    }

    @Test
    void schemaThatIsOurs_isLeftAlone() {
        assertThatCode(() -> ForeignTables.refuse(DATABASE.dataSource())).doesNotThrowAnyException();
    }
}
