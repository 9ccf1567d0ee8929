package org.flotilla.architecture.sql;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a SQL Server DBA would send back though it parses.
 *
 * @param objects whether the rule objects to a statement
 * @param example a statement it must object to
 */
record DbaReview(String advice, Predicate<Statement> objects, String example) {

    static final List<DbaReview> RULES = List.of(
            new DbaReview(
                    "a claim locks rows, skips what others have locked, and says so: rowlock, updlock, readpast",
                    statement -> claims(statement) && !hints(statement, "rowlock", "updlock", "readpast"),
                    "update event set state = 'RUNNING' where id in (select top (5) id from event with (updlock, readpast)"
                            + " where state = 'READY' order by id) and state = 'READY'"),
            new DbaReview(
                    "a claim asks for the state again outside the choice: two claims may have chosen the same row",
                    statement -> claims(statement) && !found(" where .*\\bstate\\b", statement.outside()),
                    "update event set state = 'RUNNING' where id in (select top (5) id from event"
                            + " with (rowlock, updlock, readpast) where state = 'READY' order by id)"),
            new DbaReview(
                    "readpast with updlock but without rowlock skips whole pages",
                    statement -> hints(statement, "readpast", "updlock") && !hints(statement, "rowlock"),
                    "select top (5) id from event with (updlock, readpast) order by id"),
            new DbaReview(
                    "a top without order by takes any rows",
                    statement -> found("\\bselect (distinct )?top\\b", statement.bare())
                            && !found("\\border by\\b", statement.bare()),
                    "select top (5) id from event"),
            objection(
                    "merge has races and bugs of its own: update, then insert where not exists",
                    "\\bmerge (into )?\\w+ ",
                    "merge into a using b on a.id = b.id when matched then delete;"),
            objection(
                    "create or alter hides what was there before",
                    "\\bcreate or alter\\b",
                    "create or alter view v as select id from event"),
            objection(
                    "dirty reads see what was never committed",
                    "\\b(nolock|readuncommitted)\\b|read uncommitted",
                    "select id from event with (nolock)"),
            objection(
                    "the time is sysdatetimeoffset(): the others lose the offset or precision",
                    "\\b(getdate|getutcdate|sysdatetime)\\s*\\(|\\bcurrent_timestamp\\b|(?<! as )\\b(small)?datetime2?\\b",
                    "update node set heartbeat_at = getutcdate() where id = 1"),
            objection(
                    "a type of PostgreSQL",
                    "\\b(big|small)?serial\\b|\\btimestamptz\\b|\\bboolean\\b|\\bjsonb?\\b|\\bbytea\\b"
                            + "|\\btimestamp\\b|\\buuid\\b",
                    "create table t (id bigserial, at timestamptz)"),
            objection(
                    "text and ntext are gone: varchar(max), nvarchar(max)",
                    "\\bn?text\\b",
                    "create table t (body text)"),
            objection(
                    "a word of PostgreSQL",
                    "\\b(now|clock_timestamp|nextval|gen_random_uuid|jsonb?_\\w+|unnest|generate_series|greatest|least)\\s*\\("
                            + "|\\binterval ''|\\bilike\\b|= (true|false)\\b|\\|\\|",
                    "select now() - interval '1 day' from event"),
            objection("a cast of PostgreSQL", "::", "select id::bigint from event"));

    private static DbaReview objection(String advice, String pattern, String example) {
        return new DbaReview(advice, statement -> found(pattern, statement.bare()), example);
    }

    /** A claim is an update of rows that it chooses while others choose too. */
    private static boolean claims(Statement statement) {
        return statement.bare().startsWith("update ")
                && (hints(statement, "readpast") || statement.name().startsWith("claim"));
    }

    private static boolean hints(Statement statement, String... hints) {
        return Pattern.compile("\\bwith ?\\(([^()]*)\\)")
                .matcher(statement.bare())
                .results()
                .map(found -> List.of(found.group(1).split("[ ,]+")))
                .anyMatch(present -> present.containsAll(List.of(hints)));
    }

    private static boolean found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }

    @Override
    public String toString() {
        return advice;
    }
}
