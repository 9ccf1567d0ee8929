package org.flotilla.schedule.sql;

import java.util.Arrays;
import org.flotilla.core.sql.Dialect;
import org.flotilla.test.TestDatabase;

/** JBeret's tables, as JBeret 3.1 makes them, with rows of a test's choice. */
public final class BatchTables {

    private final TestDatabase database;

    public BatchTables(TestDatabase database) {
        this.database = database;
    }

    public void drop() {
        execute("drop table if exists PARTITION_EXECUTION");
        execute("drop table if exists STEP_EXECUTION");
        execute("drop table if exists JOB_EXECUTION");
        execute("drop table if exists JOB_INSTANCE");
    }

    public void create() {
        boolean postgresql = database.dialect() == Dialect.POSTGRESQL;
        String time = postgresql ? "timestamptz" : "datetime";
        String bytes = postgresql ? "bytea" : "varbinary(8000)";
        execute("create table JOB_INSTANCE (JOBINSTANCEID bigint primary key, JOBNAME varchar(512),"
                + " APPLICATIONNAME varchar(512))");
        execute("create table JOB_EXECUTION (JOBEXECUTIONID bigint primary key, JOBINSTANCEID bigint not null"
                + " references JOB_INSTANCE (JOBINSTANCEID) on delete cascade, CREATETIME " + time + ", STARTTIME "
                + time + ", ENDTIME " + time + ", LASTUPDATEDTIME " + time + ", BATCHSTATUS varchar(30),"
                + " EXITSTATUS varchar(512), JOBPARAMETERS varchar(3000), RESTARTPOSITION varchar(255))");
        execute("create table STEP_EXECUTION (STEPEXECUTIONID bigint primary key, JOBEXECUTIONID bigint not null"
                + " references JOB_EXECUTION (JOBEXECUTIONID) on delete cascade, STEPNAME varchar(255), STARTTIME "
                + time + ", ENDTIME " + time + ", BATCHSTATUS varchar(30), EXITSTATUS varchar(512),"
                + " EXECUTIONEXCEPTION varchar(2048), PERSISTENTUSERDATA " + bytes + ", READCOUNT integer,"
                + " WRITECOUNT integer, COMMITCOUNT integer, ROLLBACKCOUNT integer, READSKIPCOUNT integer,"
                + " PROCESSSKIPCOUNT integer, FILTERCOUNT integer, WRITESKIPCOUNT integer, READERCHECKPOINTINFO "
                + bytes + ", WRITERCHECKPOINTINFO " + bytes + ")");
        execute(
                "create table PARTITION_EXECUTION (PARTITIONEXECUTIONID integer not null, STEPEXECUTIONID bigint not null"
                        + " references STEP_EXECUTION (STEPEXECUTIONID) on delete cascade, BATCHSTATUS varchar(30),"
                        + " EXITSTATUS varchar(512), EXECUTIONEXCEPTION varchar(2048), PERSISTENTUSERDATA " + bytes
                        + ", READERCHECKPOINTINFO " + bytes + ", WRITERCHECKPOINTINFO " + bytes
                        + ", primary key (PARTITIONEXECUTIONID, STEPEXECUTIONID))");
        execute("insert into JOB_INSTANCE (JOBINSTANCEID, JOBNAME) values (1, 'purge')");
        execute("insert into JOB_INSTANCE (JOBINSTANCEID, JOBNAME) values (2, 'pull')");
    }

    /** @param parameters as in {@code flotilla.event = 12}, one each */
    public void run(long id, long instance, String status, String... parameters) {
        String text = String.join(
                "", Arrays.stream(parameters).map(line -> line + "\n").toList());
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("insert into JOB_EXECUTION (JOBEXECUTIONID, JOBINSTANCEID,"
                                + " CREATETIME, BATCHSTATUS, JOBPARAMETERS)"
                                + " values (:id, :instance, current_timestamp, :status, :parameters)")
                        .bind("id", id)
                        .bind("instance", instance)
                        .bind("status", status)
                        .bind("parameters", text)
                        .execute());
    }

    /** A step as it is when it begins: its checkpoint is not there yet. */
    void step(long id, long run, String name, String status) {
        execute("insert into STEP_EXECUTION (STEPEXECUTIONID, JOBEXECUTIONID, STEPNAME, BATCHSTATUS) values (" + id
                + ", " + run + ", '" + name + "', '" + status + "')");
    }

    /** What a step's chunk writes. */
    void checkpoint(long step, int value) {
        database.jdbi()
                .useHandle(handle -> handle.createUpdate("update STEP_EXECUTION set READERCHECKPOINTINFO = :checkpoint,"
                                + " READCOUNT = 1 where STEPEXECUTIONID = :id")
                        .bind("checkpoint", new byte[] {(byte) value})
                        .bind("id", step)
                        .execute());
    }

    void partition(int number, long step, String status, Integer checkpoint) {
        execute("insert into PARTITION_EXECUTION (PARTITIONEXECUTIONID, STEPEXECUTIONID, BATCHSTATUS) values (" + number
                + ", " + step + ", '" + status + "')");
        if (checkpoint != null) {
            database.jdbi()
                    .useHandle(handle -> handle.createUpdate("update PARTITION_EXECUTION set READERCHECKPOINTINFO ="
                                    + " :checkpoint where PARTITIONEXECUTIONID = :number and STEPEXECUTIONID = :step")
                            .bind("checkpoint", new byte[] {checkpoint.byteValue()})
                            .bind("number", number)
                            .bind("step", step)
                            .execute());
        }
    }

    /** Status and checkpoint of a step: {@code STARTED 7}. */
    String step(long id) {
        return said("select BATCHSTATUS as status, READERCHECKPOINTINFO as bytes from STEP_EXECUTION where"
                + " STEPEXECUTIONID = " + id);
    }

    /** Status and checkpoint of a partition. */
    String partition(int number, long step) {
        return said("select BATCHSTATUS as status, READERCHECKPOINTINFO as bytes from PARTITION_EXECUTION where"
                + " PARTITIONEXECUTIONID = " + number + " and STEPEXECUTIONID = " + step);
    }

    private String said(String query) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery(query)
                        .map((rows, context) -> {
                            byte[] bytes = rows.getBytes("bytes");
                            return rows.getString("status") + (bytes == null ? "" : " " + bytes[0]);
                        })
                        .findOne()
                        .orElse("none"));
    }

    long count(String table) {
        return database.jdbi()
                .withHandle(handle -> handle.createQuery("select count(*) from " + table)
                        .mapTo(Long.class)
                        .one());
    }

    void execute(String sql) {
        database.jdbi().useHandle(handle -> handle.execute(sql));
    }
}
