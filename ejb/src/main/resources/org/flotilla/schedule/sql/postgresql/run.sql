-- What keeps the runs of batch jobs true across nodes (S4, decision 0014).
-- name: begin
insert into job_run (execution_id, event_id, incarnation, attempt, node, schedule, began_at)
values (:execution, :event, :incarnation, :attempt, :node, :schedule, clock_timestamp())

-- name: orphans
-- Runs that have not ended although the claim that they were started under holds no more: they can commit nothing.
select r.execution_id, r.event_id, r.incarnation, r.attempt
from job_run r
where r.ended_at is null
    and not exists (
        select 1 from event e
        where e.id = r.event_id and e.state = 'RUNNING' and e.owner_incarnation = r.incarnation
            and e.attempts = r.attempt)
order by r.execution_id
limit :limit

-- name: strays
-- Runs whose node died after it had started them, before they began: among the newest, and few.
select e.jobexecutionid, e.jobparameters
from job_execution e
where e.jobexecutionid > (select coalesce(max(execution_id), 0) - 1000 from job_run)
    and e.batchstatus in ('STARTING', 'STARTED', 'STOPPING')
    and not exists (select 1 from job_run r where r.execution_id = e.jobexecutionid)
order by e.jobexecutionid
limit :limit

-- name: close
update job_run
set ended_at = clock_timestamp()
where ended_at is null
    and not exists (
        select 1 from job_execution e
        where e.jobexecutionid = job_run.execution_id and e.batchstatus in ('STARTING', 'STARTED', 'STOPPING'))

-- name: settle
-- What an operator asked for stays: whoever takes the event over does not go on.
update job_execution
set batchstatus = case when exitstatus = :asked then 'STOPPED' else 'FAILED' end,
    exitstatus = case when exitstatus = :asked then exitstatus else :reason end, endtime = :at, lastupdatedtime = :at
where jobexecutionid = :execution
    and batchstatus in ('STARTING', 'STARTED', 'STOPPING')
    and not exists (
        select 1 from event e
        where e.id = :event and e.state = 'RUNNING' and e.owner_incarnation = :incarnation and e.attempts = :attempt)

-- name: inherit-steps
-- A step is inserted without its checkpoint: one that died before its first chunk has that of the run before.
update step_execution s
set persistentuserdata = f.persistentuserdata, readercheckpointinfo = f.readercheckpointinfo,
    writercheckpointinfo = f.writercheckpointinfo
from step_execution f
where s.jobexecutionid = :execution and s.readcount is null and s.batchstatus <> 'COMPLETED'
    and f.stepexecutionid = (
        select max(q.stepexecutionid)
        from step_execution q
        join job_execution e on e.jobexecutionid = q.jobexecutionid
        join job_execution own on own.jobinstanceid = e.jobinstanceid
        where own.jobexecutionid = :execution and q.stepname = s.stepname and q.jobexecutionid < :execution)

-- name: inherit-partitions
update partition_execution t
set persistentuserdata = f.persistentuserdata, readercheckpointinfo = f.readercheckpointinfo,
    writercheckpointinfo = f.writercheckpointinfo
from step_execution s, partition_execution f
where s.jobexecutionid = :execution and s.batchstatus <> 'COMPLETED'
    and t.stepexecutionid = s.stepexecutionid and t.batchstatus <> 'COMPLETED'
    and t.persistentuserdata is null and t.readercheckpointinfo is null and t.writercheckpointinfo is null
    and f.partitionexecutionid = t.partitionexecutionid
    and f.stepexecutionid = (
        select max(q.stepexecutionid)
        from step_execution q
        join job_execution e on e.jobexecutionid = q.jobexecutionid
        join job_execution own on own.jobinstanceid = e.jobinstanceid
        where own.jobexecutionid = :execution and q.stepname = s.stepname and q.jobexecutionid < :execution)

-- name: add-partitions
-- A restarted step gets only the partitions that had not ended, as they begin: the next restart would do those again that
-- had, and begin those anew that had not begun again.
insert into partition_execution (partitionexecutionid, stepexecutionid, batchstatus, exitstatus, executionexception,
    persistentuserdata, readercheckpointinfo, writercheckpointinfo)
select f.partitionexecutionid, s.stepexecutionid, f.batchstatus, f.exitstatus, f.executionexception,
    f.persistentuserdata, f.readercheckpointinfo, f.writercheckpointinfo
from step_execution s
join partition_execution f on f.stepexecutionid = (
    select max(q.stepexecutionid)
    from step_execution q
    join job_execution e on e.jobexecutionid = q.jobexecutionid
    join job_execution own on own.jobinstanceid = e.jobinstanceid
    where own.jobexecutionid = :execution and q.stepname = s.stepname and q.jobexecutionid < :execution)
where s.jobexecutionid = :execution and s.batchstatus <> 'COMPLETED'
    and not exists (
        select 1 from partition_execution t
        where t.stepexecutionid = s.stepexecutionid and t.partitionexecutionid = f.partitionexecutionid)

-- name: end-partitions
update partition_execution
set batchstatus = 'FAILED', exitstatus = :reason
where batchstatus in ('STARTING', 'STARTED', 'STOPPING')
    and stepexecutionid in (select stepexecutionid from step_execution where jobexecutionid = :execution)

-- name: end-steps
-- ABANDONED, not FAILED: of a step that FAILED, the batch runtime takes it that all its partitions have begun.
update step_execution
set batchstatus = 'ABANDONED', exitstatus = :reason, endtime = :at
where jobexecutionid = :execution and batchstatus in ('STARTING', 'STARTED', 'STOPPING')

-- name: reopen-steps
-- Parts that had not begun when the step failed, or was stopped, have no rows: it would be gone on without them.
update step_execution
set batchstatus = 'ABANDONED'
where jobexecutionid = :execution and batchstatus in ('FAILED', 'STOPPED')
    and exists (select 1 from partition_execution t where t.stepexecutionid = step_execution.stepexecutionid)

-- name: request-stop
-- The batch runtime writes an exit status of its own when the run has ended.
update job_execution set batchstatus = 'STOPPING', exitstatus = :asked, lastupdatedtime = :at
where jobexecutionid = :execution and batchstatus = 'STARTED'

-- name: abandon
update job_execution set batchstatus = 'ABANDONED', lastupdatedtime = :at
where jobexecutionid = :execution and batchstatus in ('FAILED', 'STOPPED')

-- name: log
insert into job_log (execution_id, at, level, line) values (:execution, clock_timestamp(), :level, :line)

-- name: shorten-log
delete from job_log
where execution_id = :execution
    and id < (
        select min(id)
        from (select id from job_log where execution_id = :execution order by id desc limit :limit) as kept)

-- name: progress
update job_progress set done = :done, total = :total where execution_id = :execution and step = :step

-- name: first-progress
insert into job_progress (execution_id, step, done, total) values (:execution, :step, :done, :total)
on conflict (execution_id, step) do nothing

-- name: old-instances
-- Instances of which every run has ended for so long: a restart may need the runs before it.
select e.jobinstanceid
from job_run r join job_execution e on e.jobexecutionid = r.execution_id
where r.began_at < statement_timestamp() - :ageMillis * interval '1 millisecond' and r.ended_at is not null
    and not exists (
        select 1
        from job_execution y join job_run ry on ry.execution_id = y.jobexecutionid
        where y.jobinstanceid = e.jobinstanceid
            and (ry.ended_at is null or ry.began_at >= statement_timestamp() - :ageMillis * interval '1 millisecond'))
order by r.began_at, r.execution_id
limit :limit
for update of r skip locked

-- name: purge-logs
delete from job_log where execution_id in (
    select jobexecutionid from job_execution
    where jobinstanceid = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json)))))

-- name: purge-progress
delete from job_progress where execution_id in (
    select jobexecutionid from job_execution
    where jobinstanceid = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json)))))

-- name: purge-runs
delete from job_run where execution_id in (
    select jobexecutionid from job_execution
    where jobinstanceid = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json)))))

-- name: purge-instances
-- Takes the runs with it, and their steps and partitions.
delete from job_instance
where jobinstanceid = any(array(select cast(value as bigint) from json_array_elements_text(cast(:ids as json))))

-- name: purge-missed
delete from schedule_missed where id = any(array(
    select id from schedule_missed
    where at < statement_timestamp() - :ageMillis * interval '1 millisecond'
    order by at, id
    limit :limit
    for update skip locked))
