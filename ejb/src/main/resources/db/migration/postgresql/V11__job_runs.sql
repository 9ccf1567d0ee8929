-- Which claim of which event a run of a batch job belongs to (S4). execution_id is the number that the server's batch
-- repository gave it; the row is written before the run does anything. ended_at: seen to have ended, for the sweep.
create table job_run (
    execution_id bigint       not null primary key,
    event_id     bigint       not null,
    incarnation  bigint       not null,
    attempt      integer      not null,
    node         varchar(60),
    schedule     varchar(100),
    began_at     timestamptz  not null,
    ended_at     timestamptz
);
create index job_run_event on job_run (event_id, execution_id);
create index job_run_open on job_run (execution_id) where ended_at is null;
create index job_run_node on job_run (node, execution_id);
create index job_run_schedule on job_run (schedule, execution_id);
create index job_run_began on job_run (began_at, execution_id);

-- How far a step is, as it says itself (S5). total is null while it does not know.
create table job_progress (
    execution_id bigint       not null,
    step         varchar(255) not null,
    done         bigint       not null,
    total        bigint,
    primary key (execution_id, step)
);

-- The last lines that a run said to people (S5).
create table job_log (
    id           bigint generated always as identity primary key,
    execution_id bigint        not null,
    at           timestamptz   not null,
    level        varchar(10)   not null,
    line         varchar(2000) not null
);
create index job_log_execution on job_log (execution_id, id);

-- The server's batch repository makes its tables without what finds the runs of an instance and the parts of a run.
do $$
begin
    if to_regclass('partition_execution') is not null then
        create index if not exists job_execution_instance on job_execution (jobinstanceid, jobexecutionid);
        create index if not exists step_execution_run on step_execution (jobexecutionid);
        create index if not exists partition_execution_step on partition_execution (stepexecutionid);
    end if;
end $$;
