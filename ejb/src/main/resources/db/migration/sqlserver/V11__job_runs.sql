-- Which claim of which event a run of a batch job belongs to (S4). execution_id is the number that the server's batch
-- repository gave it; the row is written before the run does anything. ended_at: seen to have ended, for the sweep.
create table job_run (
    execution_id bigint                                       not null constraint job_run_pk primary key,
    event_id     bigint                                       not null,
    incarnation  bigint                                       not null,
    attempt      integer                                      not null,
    node         nvarchar(60) collate Latin1_General_100_BIN2,
    schedule     nvarchar(100) collate Latin1_General_100_BIN2,
    began_at     datetimeoffset(7)                            not null,
    ended_at     datetimeoffset(7)
);
create index job_run_event on job_run (event_id, execution_id);
create index job_run_open on job_run (execution_id) where ended_at is null;
create index job_run_node on job_run (node, execution_id);
create index job_run_schedule on job_run (schedule, execution_id);
create index job_run_began on job_run (began_at, execution_id);
alter table job_run set (lock_escalation = disable);

-- How far a step is, as it says itself (S5). total is null while it does not know.
create table job_progress (
    execution_id bigint                                        not null,
    step         nvarchar(255) collate Latin1_General_100_BIN2 not null,
    done         bigint                                        not null,
    total        bigint,
    constraint job_progress_pk primary key (execution_id, step)
);
alter table job_progress set (lock_escalation = disable);

-- The last lines that a run said to people (S5).
create table job_log (
    id           bigint identity(1, 1)                          not null constraint job_log_pk primary key,
    execution_id bigint                                         not null,
    at           datetimeoffset(7)                              not null,
    level        nvarchar(10) collate Latin1_General_100_BIN2   not null,
    line         nvarchar(2000) collate Latin1_General_100_BIN2 not null
);
create index job_log_execution on job_log (execution_id, id);
alter table job_log set (lock_escalation = disable);

-- The server's batch repository makes its tables without what finds the runs of an instance and the parts of a run.
if object_id(N'PARTITION_EXECUTION') is not null
begin
    create index job_execution_instance on JOB_EXECUTION (JOBINSTANCEID, JOBEXECUTIONID);
    create index step_execution_run on STEP_EXECUTION (JOBEXECUTIONID);
    create index partition_execution_step on PARTITION_EXECUTION (STEPEXECUTIONID);
    alter table JOB_INSTANCE set (lock_escalation = disable);
    alter table JOB_EXECUTION set (lock_escalation = disable);
end;

-- Purged in parts from now on.
alter table audit set (lock_escalation = disable);
