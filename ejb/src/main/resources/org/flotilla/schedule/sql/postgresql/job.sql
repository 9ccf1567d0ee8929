-- name: exists
select count(*) from pg_class
where oid in (to_regclass('job_execution'), to_regclass('step_execution'))

-- name: list
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobexecutionid < :before
order by e.jobexecutionid desc
limit :limit

-- name: find
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobexecutionid = :id

-- name: latest-of
-- The parameters are lines of the form "name = value". The column has no index; the table is as small as its retention.
select e.*, i.jobname
from job_execution e join job_instance i on i.jobinstanceid = e.jobinstanceid
where e.jobparameters like :pattern
order by e.jobexecutionid desc
limit 1

-- name: steps
select * from step_execution where jobexecutionid = :id order by stepexecutionid
