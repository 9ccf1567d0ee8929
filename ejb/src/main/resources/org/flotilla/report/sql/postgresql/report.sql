-- What a report reads: each statement an hour at a time, by an index on the time, under no lock (S3).

-- name: traffic
-- By the time at which a transfer began: each is in one period, however long it takes.
select account, direction, site,
    sum(case when state = 'DONE' then 1 else 0 end) as files,
    sum(case when state = 'DONE' then size else 0 end) as bytes,
    sum(case when state = 'FAILED' then 1 else 0 end) as failed,
    sum(case when state in ('DONE', 'FAILED') then 0 else 1 end) as under_way
from transfer
where started_at >= :from and started_at < :to
group by account, direction, site

-- name: failed-transfers
-- Ordered by what the index is ordered by: by id the planner would walk back through what came after.
select direction, account, site, folder, file_name, started_at, error
from transfer
where started_at >= :from and started_at < :to and state = 'FAILED'
order by started_at desc, id desc
limit :limit

-- name: ended-events
select sum(case when state = 'DEAD' then 1 else 0 end) as dead,
    sum(case when state <> 'DEAD' and attempts > 1 then 1 else 0 end) as retried
from event_history
where finished_at >= :from and finished_at < :to

-- name: troubled-events
-- What was given up first, then what took most attempts.
select id, type, action, account, site, state, attempts, finished_at, last_error
from event_history
where finished_at >= :from and finished_at < :to and (state = 'DEAD' or attempts > 1)
order by case when state = 'DEAD' then 0 else 1 end, attempts desc, id desc
limit :limit

-- name: failed-runs
select i.jobname, r.schedule, count(*) as runs, max(r.execution_id) as last_run
from job_run r
join job_execution e on e.jobexecutionid = r.execution_id
join job_instance i on i.jobinstanceid = e.jobinstanceid
where r.began_at >= :from and r.began_at < :to and e.batchstatus = 'FAILED'
group by i.jobname, r.schedule

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
