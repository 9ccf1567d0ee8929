-- The tables that the server's batch repository makes and writes, as they are read; and what we know besides.
-- name: exists
select count(*) from pg_class
where oid in (to_regclass('job_execution'), to_regclass('partition_execution'))

-- name: list
select e.*, i.jobname
from job_execution e
join job_instance i on i.jobinstanceid = e.jobinstanceid
left join job_run r on r.execution_id = e.jobexecutionid
where e.jobexecutionid < :before
    and (cast(:job as varchar) is null or i.jobname = :job)
    and (cast(:status as varchar) is null or e.batchstatus = :status)
    and (cast(:node as varchar) is null or r.node = :node)
    and (cast(:schedule as varchar) is null or r.schedule = :schedule)
    and (:event = 0 or r.event_id = :event)
    and e.createtime >= :from and e.createtime < :to
order by e.jobexecutionid desc
limit :limit

-- name: find
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobexecutionid = :id

-- name: status
select batchstatus from job_execution where jobexecutionid = :id

-- name: latest-of
select e.*, i.jobname
from job_run r
join job_execution e on e.jobexecutionid = r.execution_id
join job_instance i on i.jobinstanceid = e.jobinstanceid
where r.event_id = :event
order by r.execution_id desc
limit 1

-- name: chain
-- A restart is a run of the same instance.
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobinstanceid = (select jobinstanceid from job_execution where jobexecutionid = :id)
order by e.jobexecutionid

-- name: steps
select s.*, p.done, p.total
from step_execution s left join job_progress p on p.execution_id = s.jobexecutionid and p.step = s.stepname
where s.jobexecutionid = :id
order by s.stepexecutionid

-- name: partitions
select t.partitionexecutionid, t.stepexecutionid, t.batchstatus, t.exitstatus, t.executionexception
from partition_execution t join step_execution s on s.stepexecutionid = t.stepexecutionid
where s.jobexecutionid = :id
order by t.stepexecutionid, t.partitionexecutionid

-- name: log
-- The last lines, newest first.
select at, level, line from job_log where execution_id = :id order by id desc limit :limit
