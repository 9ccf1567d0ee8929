-- name: exists
select count(*) from sys.tables
where object_id in (object_id('job_execution'), object_id('step_execution'))

-- name: list
select top (:limit) e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobexecutionid < :before
order by e.jobexecutionid desc

-- name: find
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobexecutionid = :id

-- name: latest-of
-- The parameters are lines of the form "name = value". The column has no index; the table is as small as its retention.
select top (1) e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobparameters like :pattern
order by e.jobexecutionid desc

-- name: steps
select * from step_execution where jobexecutionid = :id order by stepexecutionid
