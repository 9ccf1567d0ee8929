package org.flotilla.architecture.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("O2 What is written for SQL Server is T-SQL that a DBA would let pass")
class TransactSqlTest {

    static Stream<Statement> statements() {
        return SqlFile.statements("sqlserver").stream().map(SqlFile::sections).flatMap(List::stream);
    }

    static Stream<Statement> texts() {
        return Stream.concat(
                statements(), SqlFile.migrations("sqlserver").stream().map(SqlFile::whole));
    }

    static List<DbaReview> rules() {
        return DbaReview.RULES;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("texts")
    void text_isTransactSql(Statement text) {
        assertThat(TransactSql.errors(text.asSent())).as("%s", text).isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("texts")
    void text_passesReview(Statement text) {
        assertThat(DbaReview.RULES.stream().filter(rule -> rule.objects().test(text)))
                .as("%s", text)
                .isEmpty();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("statements")
    void statement_endsWithoutSemicolon(Statement statement) {
        assertThat(statement.bare()).doesNotContain(";");
    }

    /** Else the tests above would prove nothing. */
    @Nested
    class Refuses {

        static List<DbaReview> rules() {
            return DbaReview.RULES;
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "rubbish and nonsense",
                    "update event set state = 'RUNNING' where id in (selec top (50) id from event)",
                    "update event set state == 'READY'",
                    "update event state = 'READY'",
                    "update event set state = 'READY' where",
                    "update event set state = 'READY' output inserted.id where id = 1 limit 1",
                    "select id form event",
                    "select id from event limit 10",
                    "select id from event for update skip locked",
                    "select count(*) filter (where state = 'READY') from event",
                    "select top 50 id from event with (rowlock updlock) blah blah",
                    "insert into event (id) values (1) returning id",
                    "insert into event (id) values (1) on conflict do nothing",
                    "with x as materialized (select 1) select * from x",
                    "delete event where id in (select id from event",
                    "create table t (id bigint not nul)",
                    "create table t (a int,, b int)",
                    "create index on event",
                    "alter table event adds y int"
                })
        void rubbish(String sql) {
            assertThat(TransactSql.errors(sql)).isNotEmpty();
        }

        @ParameterizedTest
        @MethodSource("rules")
        void whatADbaWouldSendBack(DbaReview rule) {
            var example = new Statement(new SqlFile("sqlserver", "example.sql", ""), "example", rule.example());

            assertThat(TransactSql.errors(rule.example()))
                    .as("the grammar alone accepts it")
                    .isEmpty();
            assertThat(rule.objects().test(example)).isTrue();
        }
    }

    @Nested
    class Accepts {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    """
                    update event with (rowlock, updlock, readpast, readcommittedlock)
                    set state = N'RUNNING', owner_incarnation = :incarnation
                    output inserted.id, inserted.type
                    where id in (select top (50) id from event with (rowlock, updlock, readpast, readcommittedlock)
                            where assigned_node = :node and state in (N'READY', N'FAILED') and due_at <= sysdatetimeoffset()
                            order by priority desc, due_at, id)
                        and state in (N'READY', N'FAILED')""",
                    """
                    insert into event (id, type) output inserted.id
                    select id, type from openjson(:batch) with (id bigint '$.id', type nvarchar(40) '$.type')""",
                    "insert into event (id, type) output inserted.id values (next value for event_seq, :type)",
                    "delete from event output deleted.id into event_history (id) where id = :id",
                    "delete top (100) from event where changed_at < dateadd(day, -:days, sysdatetimeoffset())",
                    "select id from event order by id offset :skipped rows fetch next :limit rows only",
                    "create sequence event_id as bigint start with 1 increment by 50 cache 1000",
                    "create unique index event_key on event (idempotency_key) where idempotency_key is not null",
                    "create index event_claim on event (node, priority desc) include (type) with (fillfactor = 80)",
                    "create table t (id bigint not null constraint t_pk primary key, at datetimeoffset(7), body nvarchar(max))"
                })
        void whatIsInUse(String sql) {
            var statement = new Statement(new SqlFile("sqlserver", "example.sql", ""), "example", sql);

            assertThat(TransactSql.errors(statement.asSent())).isEmpty();
            assertThat(rules()).noneMatch(rule -> rule.objects().test(statement));
        }
    }
}
