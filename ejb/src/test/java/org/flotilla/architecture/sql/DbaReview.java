package org.flotilla.architecture.sql;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
                    "update event set state = N'RUNNING' where id in (select top (5) id from event with (updlock, readpast)"
                            + " where state = N'READY' order by id) and state = N'READY'"),
            new DbaReview(
                    "a claim asks for the state again outside the choice: two claims may have chosen the same row",
                    statement -> claims(statement) && !found(" where .*\\bstate\\b", statement.outside()),
                    "update event set state = N'RUNNING' where id in (select top (5) id from event"
                            + " with (rowlock, updlock, readpast) where state = N'READY' order by id)"),
            new DbaReview(
                    "a claim skips in the update too: its plan may read rows of others there",
                    statement -> claims(statement)
                            && !found("\\bupdate \\w+ with ?\\([^()]*\\breadpast\\b", statement.bare()),
                    "update event set state = N'RUNNING' where id in (select top (5) id from event with (rowlock, updlock,"
                            + " readpast, readcommittedlock) where state = N'READY' order by id) and state = N'READY'"),
            new DbaReview(
                    "readpast with updlock but without rowlock waits for locked pages",
                    statement -> hintsWithout(statement, "rowlock", "readpast", "updlock"),
                    "select top (5) id from event with (updlock, readpast) order by id"),
            new DbaReview(
                    "readpast without readcommittedlock is refused where READ_COMMITTED_SNAPSHOT is on",
                    statement -> hintsWithout(statement, "readcommittedlock", "readpast"),
                    "select top (5) id from event with (rowlock, updlock, readpast) order by id"),
            new DbaReview(
                    "an insert where not exists locks the gap (updlock, holdlock): else two insert the same",
                    statement -> found("\\binsert into .* where not exists", statement.bare())
                            && !hints(statement, "updlock", "holdlock"),
                    "insert into secret (name) select @name where not exists (select 1 from secret where name = @name)"),
            new DbaReview(
                    "rows named by a list are looked up one by one, with row locks: a scan waits for rows of others",
                    statement -> found("^(update|delete) .*\\bopenjson\\b", statement.bare())
                            && !hints(statement, "readpast")
                            && !(hints(statement, "rowlock")
                                    && statement.bare().endsWith("option (force order, loop join)")),
                    "delete from event where id in (select id from openjson(@ids) with (id bigint '$'))"),
            new DbaReview(
                    "a top without order by takes any rows",
                    statement -> found("\\bselect (distinct )?top\\b", statement.bare())
                            && !found("\\border by\\b", statement.bare()),
                    "select top (5) id from event"),
            new DbaReview(
                    "a list of work to take up skips what others hold (readpast): a node that hangs would hold up all",
                    statement ->
                            found("^select top .* where state = ''", statement.bare()) && !hints(statement, "readpast"),
                    "select top (5) id from transfer where state = N'LANDING' order by changed_at"),
            new DbaReview(
                    "a lock for the transaction needs one: the driver's begins at the first statement that reads a table",
                    statement -> found("^(?!.*\\bfrom .*\\bsp_getapplock).*\\bsp_getapplock\\b", statement.bare()),
                    "declare @outcome integer exec @outcome = sp_getapplock @Resource = N'a', @LockMode = N'Exclusive',"
                            + " @LockOwner = N'Transaction', @LockTimeout = 1 select @outcome as outcome"),
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
                    "strings are nvarchar, as the driver sends them: a varchar column is converted row by row, its index scanned",
                    "\\b(var)?char ?\\(",
                    "create table t (name varchar(60) collate Latin1_General_100_BIN2)"),
            new DbaReview(
                    "a literal is N'national', like what it is compared with; only JSON paths are not",
                    statement -> statement.literals().stream().anyMatch(literal -> found("^'(?!\\$)", literal)),
                    "select id from event where state = 'READY'"),
            new DbaReview(
                    "a column says its collation, Latin1_General_100_BIN2: that of the database may take A for a",
                    statement -> found("\\btable\\b", statement.bare())
                            && found(
                                    "(?<! as )\\bnvarchar ?\\(\\d+\\)(?! collate latin1_general_100_bin2\\b)",
                                    statement.bare()),
                    "create table t (name nvarchar(60) not null)"),
            objection(
                    "strings from JSON have the collation of the database: say that of the column, else error 468",
                    "\\bin \\( ?select (\\w+\\.)?\\w+ from openjson ?\\([^()]*\\) with \\( ?\\w+ nvarchar",
                    "select id from transfer where content in (select c from openjson(@list) with (c nvarchar(60) '$'))"),
            objection(
                    "output fails on a table with a trigger",
                    "\\bcreate trigger\\b",
                    "create trigger t on event after insert as select 1"),
            objection(
                    "times have seven digits, as sysdatetimeoffset() and the driver's have: else they are converted",
                    "\\bdatetimeoffset ?\\((?!7\\))",
                    "create table t (at datetimeoffset(6) not null)"),
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
        return found("\\bupdate ", statement.bare())
                && (hints(statement, "readpast") || statement.name().startsWith("claim"));
    }

    private static boolean hints(Statement statement, String... hints) {
        return hints(statement).anyMatch(present -> present.containsAll(List.of(hints)));
    }

    /** Whether the one hint is missing where the others are given. */
    private static boolean hintsWithout(Statement statement, String missing, String... hints) {
        return hints(statement).anyMatch(present -> present.containsAll(List.of(hints)) && !present.contains(missing));
    }

    private static Stream<List<String>> hints(Statement statement) {
        return Pattern.compile("\\bwith ?\\(([^()]*)\\)")
                .matcher(statement.bare())
                .results()
                .map(found -> List.of(found.group(1).split("[ ,]+")));
    }

    private static boolean found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).find();
    }

    @Override
    public String toString() {
        return advice;
    }
}
