-- JBeret's tables have upper-case names, which counts where the collation is case-sensitive.
-- name: exists
select count(*) from sys.tables
where object_id in (object_id(N'JOB_EXECUTION'), object_id(N'STEP_EXECUTION'))

-- name: list
select top (:limit) e.*, i.JOBNAME
from JOB_EXECUTION e join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where e.JOBEXECUTIONID < :before
order by e.JOBEXECUTIONID desc

-- name: find
select e.*, i.JOBNAME
from JOB_EXECUTION e join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where e.JOBEXECUTIONID = :id

-- name: latest-of
-- The parameters are lines of the form "name = value". The column has no index; the table is as small as its retention.
select top (1) e.*, i.JOBNAME
from JOB_EXECUTION e join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where e.JOBPARAMETERS like :pattern
order by e.JOBEXECUTIONID desc

-- name: steps
select * from STEP_EXECUTION where JOBEXECUTIONID = :id order by STEPEXECUTIONID
