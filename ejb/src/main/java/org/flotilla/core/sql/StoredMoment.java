package org.flotilla.core.sql;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jdbi.v3.core.statement.SqlStatement;

/** Moments as statements take them: in UTC. Null has its type too: SQL Server would take it for bytes, and refuse it. */
public final class StoredMoment {

    private StoredMoment() {}

    public static <S extends SqlStatement<S>> S bind(S statement, String name, Instant moment) {
        return statement.bindByType(
                name, moment == null ? null : moment.atOffset(ZoneOffset.UTC), OffsetDateTime.class);
    }
}
