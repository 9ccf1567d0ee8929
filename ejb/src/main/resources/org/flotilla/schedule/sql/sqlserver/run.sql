-- What keeps the runs of batch jobs true across nodes (S4, decision 0014).
-- JBeret's tables have upper-case names, which counts where the collation is case-sensitive.
-- name: begin
insert into job_run (execution_id, event_id, incarnation, attempt, node, schedule, began_at)
values (:execution, :event, :incarnation, :attempt, :node, :schedule, sysdatetimeoffset())

-- name: orphans
-- Runs that have not ended although the claim that they were started under holds no more: they can commit nothing.
select top (:limit) r.execution_id, r.event_id, r.incarnation, r.attempt
from job_run r
where r.ended_at is null
    and not exists (
        select 1 from event e
        where e.id = r.event_id and e.state = N'RUNNING' and e.owner_incarnation = r.incarnation
            and e.attempts = r.attempt)
order by r.execution_id

-- name: strays
-- Runs whose node died after it had started them, before they began: among the newest, and few.
select top (:limit) e.JOBEXECUTIONID, e.JOBPARAMETERS
from JOB_EXECUTION e
where e.JOBEXECUTIONID > (select coalesce(max(execution_id), 0) - 1000 from job_run)
    and e.BATCHSTATUS in (N'STARTING', N'STARTED', N'STOPPING')
    and not exists (select 1 from job_run r where r.execution_id = e.JOBEXECUTIONID)
order by e.JOBEXECUTIONID

-- name: close
update job_run
set ended_at = sysdatetimeoffset()
where ended_at is null
    and not exists (
        select 1 from JOB_EXECUTION e
        where e.JOBEXECUTIONID = job_run.execution_id and e.BATCHSTATUS in (N'STARTING', N'STARTED', N'STOPPING'))

-- name: settle
-- What an operator asked for stays: whoever takes the event over does not go on.
update JOB_EXECUTION
set BATCHSTATUS = case when EXITSTATUS = :asked then N'STOPPED' else N'FAILED' end,
    EXITSTATUS = case when EXITSTATUS = :asked then EXITSTATUS else :reason end, ENDTIME = :at, LASTUPDATEDTIME = :at
where JOBEXECUTIONID = :execution
    and BATCHSTATUS in (N'STARTING', N'STARTED', N'STOPPING')
    and not exists (
        select 1 from event e
        where e.id = :event and e.state = N'RUNNING' and e.owner_incarnation = :incarnation and e.attempts = :attempt)

-- name: inherit-steps
-- A step is inserted without its checkpoint: one that died before its first chunk has that of the run before.
update s
set PERSISTENTUSERDATA = f.PERSISTENTUSERDATA, READERCHECKPOINTINFO = f.READERCHECKPOINTINFO,
    WRITERCHECKPOINTINFO = f.WRITERCHECKPOINTINFO
from STEP_EXECUTION s join STEP_EXECUTION f on f.STEPEXECUTIONID = (
    select max(q.STEPEXECUTIONID)
    from STEP_EXECUTION q
    join JOB_EXECUTION e on e.JOBEXECUTIONID = q.JOBEXECUTIONID
    join JOB_EXECUTION own on own.JOBINSTANCEID = e.JOBINSTANCEID
    where own.JOBEXECUTIONID = :execution and q.STEPNAME = s.STEPNAME and q.JOBEXECUTIONID < :execution)
where s.JOBEXECUTIONID = :execution and s.READCOUNT is null and s.BATCHSTATUS <> N'COMPLETED'

-- name: inherit-partitions
update t
set PERSISTENTUSERDATA = f.PERSISTENTUSERDATA, READERCHECKPOINTINFO = f.READERCHECKPOINTINFO,
    WRITERCHECKPOINTINFO = f.WRITERCHECKPOINTINFO
from STEP_EXECUTION s
join PARTITION_EXECUTION t on t.STEPEXECUTIONID = s.STEPEXECUTIONID
join PARTITION_EXECUTION f on f.PARTITIONEXECUTIONID = t.PARTITIONEXECUTIONID and f.STEPEXECUTIONID = (
    select max(q.STEPEXECUTIONID)
    from STEP_EXECUTION q
    join JOB_EXECUTION e on e.JOBEXECUTIONID = q.JOBEXECUTIONID
    join JOB_EXECUTION own on own.JOBINSTANCEID = e.JOBINSTANCEID
    where own.JOBEXECUTIONID = :execution and q.STEPNAME = s.STEPNAME and q.JOBEXECUTIONID < :execution)
where s.JOBEXECUTIONID = :execution and s.BATCHSTATUS <> N'COMPLETED' and t.BATCHSTATUS <> N'COMPLETED'
    and t.PERSISTENTUSERDATA is null and t.READERCHECKPOINTINFO is null and t.WRITERCHECKPOINTINFO is null

-- name: add-partitions
-- A restarted step gets only the partitions that had not ended, as they begin: the next restart would do those again that
-- had, and begin those anew that had not begun again.
insert into PARTITION_EXECUTION (PARTITIONEXECUTIONID, STEPEXECUTIONID, BATCHSTATUS, EXITSTATUS, EXECUTIONEXCEPTION,
    PERSISTENTUSERDATA, READERCHECKPOINTINFO, WRITERCHECKPOINTINFO)
select f.PARTITIONEXECUTIONID, s.STEPEXECUTIONID, f.BATCHSTATUS, f.EXITSTATUS, f.EXECUTIONEXCEPTION,
    f.PERSISTENTUSERDATA, f.READERCHECKPOINTINFO, f.WRITERCHECKPOINTINFO
from STEP_EXECUTION s
join PARTITION_EXECUTION f on f.STEPEXECUTIONID = (
    select max(q.STEPEXECUTIONID)
    from STEP_EXECUTION q
    join JOB_EXECUTION e on e.JOBEXECUTIONID = q.JOBEXECUTIONID
    join JOB_EXECUTION own on own.JOBINSTANCEID = e.JOBINSTANCEID
    where own.JOBEXECUTIONID = :execution and q.STEPNAME = s.STEPNAME and q.JOBEXECUTIONID < :execution)
where s.JOBEXECUTIONID = :execution and s.BATCHSTATUS <> N'COMPLETED'
    and not exists (
        select 1 from PARTITION_EXECUTION t with (updlock, holdlock)
        where t.STEPEXECUTIONID = s.STEPEXECUTIONID and t.PARTITIONEXECUTIONID = f.PARTITIONEXECUTIONID)

-- name: end-partitions
update PARTITION_EXECUTION
set BATCHSTATUS = N'FAILED', EXITSTATUS = :reason
where BATCHSTATUS in (N'STARTING', N'STARTED', N'STOPPING')
    and STEPEXECUTIONID in (select STEPEXECUTIONID from STEP_EXECUTION where JOBEXECUTIONID = :execution)

-- name: end-steps
-- ABANDONED, not FAILED: of a step that FAILED, the batch runtime takes it that all its partitions have begun.
update STEP_EXECUTION
set BATCHSTATUS = N'ABANDONED', EXITSTATUS = :reason, ENDTIME = :at
where JOBEXECUTIONID = :execution and BATCHSTATUS in (N'STARTING', N'STARTED', N'STOPPING')

-- name: reopen-steps
-- Parts that had not begun when the step failed, or was stopped, have no rows: it would be gone on without them.
update STEP_EXECUTION
set BATCHSTATUS = N'ABANDONED'
where JOBEXECUTIONID = :execution and BATCHSTATUS in (N'FAILED', N'STOPPED')
    and exists (select 1 from PARTITION_EXECUTION t where t.STEPEXECUTIONID = STEP_EXECUTION.STEPEXECUTIONID)

-- name: request-stop
-- The batch runtime writes an exit status of its own when the run has ended.
update JOB_EXECUTION set BATCHSTATUS = N'STOPPING', EXITSTATUS = :asked, LASTUPDATEDTIME = :at
where JOBEXECUTIONID = :execution and BATCHSTATUS = N'STARTED'

-- name: abandon
update JOB_EXECUTION set BATCHSTATUS = N'ABANDONED', LASTUPDATEDTIME = :at
where JOBEXECUTIONID = :execution and BATCHSTATUS in (N'FAILED', N'STOPPED')

-- name: log
insert into job_log (execution_id, at, level, line) values (:execution, sysdatetimeoffset(), :level, :line)

-- name: shorten-log
delete from job_log
where execution_id = :execution
    and id < (
        select min(id)
        from (select top (:limit) id from job_log where execution_id = :execution order by id desc) as kept)

-- name: progress
update job_progress set done = :done, total = :total where execution_id = :execution and step = :step

-- name: first-progress
insert into job_progress (execution_id, step, done, total)
select :execution, :step, :done, :total
where not exists (
    select 1 from job_progress with (updlock, holdlock) where execution_id = :execution and step = :step)

-- name: old-instances
-- Instances of which every run has ended for so long: a restart may need the runs before it.
select top (:limit) e.JOBINSTANCEID
from job_run r with (rowlock, updlock, readpast, readcommittedlock)
join JOB_EXECUTION e on e.JOBEXECUTIONID = r.execution_id
where r.began_at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))
    and r.ended_at is not null
    and not exists (
        select 1
        from JOB_EXECUTION y join job_run ry on ry.execution_id = y.JOBEXECUTIONID
        where y.JOBINSTANCEID = e.JOBINSTANCEID
            and (ry.ended_at is null or ry.began_at >= dateadd(
                millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))))
order by r.began_at, r.execution_id

-- name: purge-logs
delete l
from openjson(:ids) with (id bigint '$') as o
join JOB_EXECUTION as e with (rowlock) on e.JOBINSTANCEID = o.id
join job_log as l with (rowlock) on l.execution_id = e.JOBEXECUTIONID
option (force order, loop join)

-- name: purge-progress
delete p
from openjson(:ids) with (id bigint '$') as o
join JOB_EXECUTION as e with (rowlock) on e.JOBINSTANCEID = o.id
join job_progress as p with (rowlock) on p.execution_id = e.JOBEXECUTIONID
option (force order, loop join)

-- name: purge-runs
delete r
from openjson(:ids) with (id bigint '$') as o
join JOB_EXECUTION as e with (rowlock) on e.JOBINSTANCEID = o.id
join job_run as r with (rowlock) on r.execution_id = e.JOBEXECUTIONID
option (force order, loop join)

-- name: purge-instances
-- Takes the runs with it, and their steps and partitions.
delete i
from openjson(:ids) with (id bigint '$') as o
join JOB_INSTANCE as i with (rowlock) on i.JOBINSTANCEID = o.id
option (force order, loop join)

-- name: purge-missed
delete from schedule_missed with (rowlock)
where id in (
    select top (:limit) id
    from schedule_missed with (rowlock, updlock, readpast, readcommittedlock)
    where at < dateadd(millisecond, -(:ageMillis % 1000), dateadd(second, -(:ageMillis / 1000), sysdatetimeoffset()))
    order by at, id)
