package org.flotilla.architecture.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("O2 PostgreSQL and SQL Server have the same statements and migrations")
class BothDatabasesTest {

    @Test
    void statements_haveTheSameNamesAndParameters() {
        assertThat(parameters("sqlserver")).isEqualTo(parameters("postgresql"));
    }

    @Test
    void migrations_haveTheSameVersionsAndTitles() {
        assertThat(SqlFile.migrations("sqlserver").stream().map(SqlFile::key))
                .isEqualTo(SqlFile.migrations("postgresql").stream()
                        .map(SqlFile::key)
                        .toList())
                .allMatch(key -> key.matches("db/migration/V\\d+__[a-z0-9_]+\\.sql"));
    }

    @Test
    void migrations_haveEachVersionOnce() {
        assertThat(SqlFile.migrations("sqlserver").stream()
                        .map(file -> file.key().replaceAll(".*/V(\\d+)__.*", "$1")))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName(
            "Q3 a condition asks for the time of the statement: one that changes meanwhile keeps it from the index")
    void conditions_askForTheTimeOfTheStatement() {
        assertThat(SqlFile.byName("postgresql").values())
                .noneMatch(statement ->
                        statement.bare().matches(".*([<>]=? (clock_timestamp|now)\\(|\\bcurrent_timestamp\\b).*"));
    }

    @Test
    void parametersOfCastsAndLiterals_areNone() {
        var file = new SqlFile("postgresql", "queue.sql", "");
        assertThat(new Statement(file, "x", "select ':a', b::bigint, :c -- :d\n from t where e = :f_1").parameters())
                .containsExactly("c", "f_1");
    }

    /** Parameters by file and statement; fails on a name given twice. */
    private static Map<String, Set<String>> parameters(String database) {
        Map<String, Set<String>> parameters = new TreeMap<>();
        for (SqlFile file : SqlFile.statements(database)) {
            List<Statement> sections = file.sections();
            assertThat(sections)
                    .extracting(Statement::name)
                    .as("names in %s", file)
                    .doesNotHaveDuplicates()
                    .doesNotContain("");
            sections.forEach(each -> parameters.put(file.key() + " " + each.name(), each.parameters()));
        }
        return parameters;
    }
}
