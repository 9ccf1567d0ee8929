package org.flotilla.architecture.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Q3 What skips locked rows, or waits for them, on PostgreSQL does so on SQL Server")
class LocksTest {

    private static final Map<String, Statement> POSTGRESQL = SqlFile.byName("postgresql");
    private static final Map<String, Statement> SQL_SERVER = SqlFile.byName("sqlserver");
    private static final Pattern LOCKED_IN_SUBQUERY =
            Pattern.compile(" in \\( ?select (?:[^()]|\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\))*for update");
    private static final String SCHEMA = SqlFile.migrations("sqlserver").stream()
            .map(file -> file.whole().bare())
            .collect(Collectors.joining(" "));

    @Test
    void whatSkips_skips() {
        assertThat(twins(sql -> sql.contains("skip locked"))).isNotEmpty().allMatch(twin -> twin.contains("readpast"));
    }

    @Test
    @DisplayName("Q3 what PostgreSQL locks is chosen once, into an array: a subquery of in may run anew for each row")
    void whatIsLocked_isChosenOnce() {
        assertThat(POSTGRESQL.values())
                .noneMatch(statement ->
                        LOCKED_IN_SUBQUERY.matcher(statement.bare()).find());
        assertThat("delete from audit where id in ( select id from audit where (at < now()) for update skip locked)")
                .containsPattern(LOCKED_IN_SUBQUERY);
    }

    @Test
    void whatWaits_waits() {
        assertThat(twins(sql -> sql.contains(" for update") && !sql.contains("skip locked")))
                .isNotEmpty()
                .allMatch(twin -> twin.contains("updlock") && !twin.contains("readpast"));
    }

    @Test
    @DisplayName("Q7 an insert of what is there is no error: the gap is locked, or the key ignores duplicates")
    void insertOfWhatIsThere_isNoError() {
        assertThat(twins(sql -> sql.contains(" on conflict")))
                .isNotEmpty()
                .allMatch(twin -> twin.contains("(updlock, holdlock)") || ignoresDuplicates(twin));
    }

    @Test
    void tablesOfWhichRowsAreClaimedOrDeleted_keepLocksOfRows() {
        Set<String> tables = new TreeSet<>();
        SQL_SERVER.values().forEach(statement -> tables.addAll(claimedOrDeleted(statement.bare())));

        assertThat(tables)
                .contains("event", "event_history", "event_key", "notification", "schedule", "transfer")
                .allMatch(table -> SCHEMA.contains("alter table " + table + " set (lock_escalation = disable)"));
    }

    /** The twins on SQL Server of the statements on PostgreSQL. */
    private static List<String> twins(Predicate<String> chosen) {
        return POSTGRESQL.entrySet().stream()
                .filter(entry -> chosen.test(entry.getValue().bare()))
                .map(entry -> SQL_SERVER.get(entry.getKey()).bare())
                .toList();
    }

    private static boolean ignoresDuplicates(String insert) {
        String table = found("^insert into (\\w+)", insert).iterator().next();
        return found(
                        "create table " + table
                                + " \\((?:(?!create table).)*primary key clustered \\(\\w+\\) with \\(ignore_dup_key = (on)\\)",
                        SCHEMA)
                .contains("on");
    }

    private static Set<String> claimedOrDeleted(String sql) {
        Set<String> tables = found("(?:from|update|join) (\\w+)(?: (?:as )?\\w+)? with \\([^()]*readpast", sql);
        tables.addAll(found("^delete from (\\w+)", sql));
        tables.addAll(found("^delete \\w+ .* join (\\w+) as", sql));
        return tables;
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
