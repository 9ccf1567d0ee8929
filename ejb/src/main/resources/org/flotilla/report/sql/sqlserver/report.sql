-- What a report reads: each statement an hour at a time, by an index on the time, under no lock that is kept (S3).

-- name: traffic
-- By the time at which a transfer began: each is in one period, however long it takes.
select account, direction, site,
    sum(case when state = N'DONE' then 1 else 0 end) as files,
    sum(case when state = N'DONE' then size else 0 end) as bytes,
    sum(case when state = N'FAILED' then 1 else 0 end) as failed,
    sum(case when state in (N'DONE', N'FAILED') then 0 else 1 end) as under_way
from transfer
where started_at >= :from and started_at < :to
group by account, direction, site

-- name: failed-transfers
-- Ordered by what the index is ordered by: by id the planner would walk back through what came after.
select top (:limit) direction, account, site, folder, file_name, started_at, error
from transfer
where started_at >= :from and started_at < :to and state = N'FAILED'
order by started_at desc, id desc

-- name: ended-events
select sum(case when state = N'DEAD' then 1 else 0 end) as dead,
    sum(case when state <> N'DEAD' and attempts > 1 then 1 else 0 end) as retried
from event_history
where finished_at >= :from and finished_at < :to

-- name: troubled-events
-- What was given up first, then what took most attempts.
select top (:limit) id, type, action, account, site, state, attempts, finished_at, last_error
from event_history
where finished_at >= :from and finished_at < :to and (state = N'DEAD' or attempts > 1)
order by case when state = N'DEAD' then 0 else 1 end, attempts desc, id desc

-- name: failed-runs
select i.JOBNAME, r.schedule, count(*) as runs, max(r.execution_id) as last_run
from job_run r
join JOB_EXECUTION e on e.JOBEXECUTIONID = r.execution_id
join JOB_INSTANCE i on i.JOBINSTANCEID = e.JOBINSTANCEID
where r.began_at >= :from and r.began_at < :to and e.BATCHSTATUS = N'FAILED'
group by i.JOBNAME, r.schedule

-- name: runs-taken-over
-- Runs that went on where one of another life of a node, mostly another node, was.
select count(*)
from job_run r
where r.began_at >= :from and r.began_at < :to
    and exists (
        select 1 from job_run b
        where b.event_id = r.event_id and b.execution_id < r.execution_id and b.incarnation <> r.incarnation)

-- name: missed-firings
select schedule, misfire, count(*) as firings, min(firing) as first_firing
from schedule_missed
where at >= :from and at < :to
group by schedule, misfire

-- name: incidents
select id, opened_at, closed_at, online_nodes, required_nodes
from incident
where opened_at >= :from and opened_at < :to
order by opened_at, id
