-- name: now
select clock_timestamp() as at

-- name: list
select * from schedule order by name

-- name: find
select * from schedule where name = :name

-- name: insert
insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, nominal_at,
    misfire, jitter_seconds, starts_at, ends_at, calendar, version)
values (:name, :kind, :expression, :timeZone, :job, :jobParameters, :enabled, :nextFireAt, :nominalAt,
    :misfire, :jitterSeconds, :startsAt, :endsAt, :calendar, 1)
on conflict (name) do nothing

-- name: update
update schedule
set kind = :kind, expression = :expression, time_zone = :timeZone, job = :job, job_parameters = :jobParameters,
    enabled = :enabled, next_fire_at = :nextFireAt, nominal_at = :nominalAt, misfire = :misfire, jitter_seconds = :jitterSeconds,
    starts_at = :startsAt, ends_at = :endsAt, calendar = :calendar, version = version + 1
where name = :name and version = :version

-- name: delete
delete from schedule where name = :name and version = :version

-- name: upcoming
-- What is due, and what will be within a second: so that a node can wait for it.
select name, cast(extract(epoch from next_fire_at - statement_timestamp()) * 1000000 as bigint) as micros
from schedule
where enabled = true and next_fire_at <= statement_timestamp() + interval '1 second'
order by next_fire_at
limit :limit

-- name: lock-if-due
select * from schedule
where name = :name and enabled = true and next_fire_at <= statement_timestamp()
for update skip locked

-- name: move
-- When nothing was fired, the firing before stays the last one.
update schedule
set next_fire_at = :next, nominal_at = :nominal,
    last_fire_at = case when :fired then next_fire_at else last_fire_at end,
    last_late_millis = case when :fired
        then cast(extract(epoch from clock_timestamp() - next_fire_at) * 1000 as bigint) else last_late_millis end
where name = :name and next_fire_at = :firing and enabled = true

-- name: retire
update schedule
set enabled = false, last_fire_at = case when :fired then next_fire_at else last_fire_at end
where name = :name and next_fire_at = :firing

-- name: missed
insert into schedule_missed (schedule, at, firing, misfire) values (:name, clock_timestamp(), :firing, :misfire)
