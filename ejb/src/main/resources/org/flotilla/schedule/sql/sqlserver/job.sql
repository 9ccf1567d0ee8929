-- The tables that the server's batch repository makes and writes, as they are read; and what we know besides.
-- JBeret's tables have upper-case names, which counts where the collation is case-sensitive.
-- name: exists
select count(*) from sys.tables
where object_id in (object_id(N'JOB_EXECUTION'), object_id(N'PARTITION_EXECUTION'))

-- name: list
select top (:limit) e.*, i.JOBNAME
from JOB_EXECUTION e
join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
left join job_run r on r.execution_id = e.JOBEXECUTIONID
where e.JOBEXECUTIONID < :before
    and (:job is null or i.JOBNAME = :job)
    and (:status is null or e.BATCHSTATUS = :status)
    and (:node is null or r.node = :node)
    and (:schedule is null or r.schedule = :schedule)
    and (:event = 0 or r.event_id = :event)
    and e.CREATETIME >= :from and e.CREATETIME < :to
order by e.JOBEXECUTIONID desc
option (recompile)

-- name: find
select e.*, i.JOBNAME
from JOB_EXECUTION e join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where e.JOBEXECUTIONID = :id

-- name: status
select BATCHSTATUS from JOB_EXECUTION where JOBEXECUTIONID = :id

-- name: latest-of
select top (1) e.*, i.JOBNAME
from job_run r
join JOB_EXECUTION e on e.JOBEXECUTIONID = r.execution_id
join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where r.event_id = :event
order by r.execution_id desc

-- name: chain
-- A restart is a run of the same instance.
select e.*, i.JOBNAME
from JOB_EXECUTION e join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where e.JOBINSTANCEID = (select JOBINSTANCEID from JOB_EXECUTION where JOBEXECUTIONID = :id)
order by e.JOBEXECUTIONID

-- name: steps
select s.*, p.done, p.total
from STEP_EXECUTION s left join job_progress p
    on p.execution_id = s.JOBEXECUTIONID and p.step = s.STEPNAME collate Latin1_General_100_BIN2
where s.JOBEXECUTIONID = :id
order by s.STEPEXECUTIONID

-- name: partitions
select t.PARTITIONEXECUTIONID, t.STEPEXECUTIONID, t.BATCHSTATUS, t.EXITSTATUS, t.EXECUTIONEXCEPTION
from PARTITION_EXECUTION t join STEP_EXECUTION s on s.STEPEXECUTIONID = t.STEPEXECUTIONID
where s.JOBEXECUTIONID = :id
order by t.STEPEXECUTIONID, t.PARTITIONEXECUTIONID

-- name: log
-- The last lines, newest first.
select top (:limit) at, level, line from job_log where execution_id = :id order by id desc
