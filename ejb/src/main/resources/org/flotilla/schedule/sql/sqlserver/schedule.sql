-- name: now
select sysdatetimeoffset() as at

-- name: list
select * from schedule order by name

-- name: find
select * from schedule where name = :name

-- name: insert
-- The range lock makes a second insert of the same name wait, and then find the first.
insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, nominal_at,
    misfire, jitter_seconds, starts_at, ends_at, calendar, version)
select :name, :kind, :expression, :timeZone, :job, :jobParameters, :enabled, :nextFireAt, :nominalAt,
    :misfire, :jitterSeconds, :startsAt, :endsAt, :calendar, 1
where not exists (select 1 from schedule with (updlock, holdlock) where name = :name)

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
select top (:limit) name, datediff_big(microsecond, sysdatetimeoffset(), next_fire_at) as micros
from schedule with (readpast, readcommittedlock)
where enabled = 1 and next_fire_at <= dateadd(second, 1, sysdatetimeoffset())
order by next_fire_at

-- name: lock-if-due
select * from schedule with (rowlock, updlock, readpast, readcommittedlock)
where name = :name and enabled = 1 and next_fire_at <= sysdatetimeoffset()

-- name: move
-- When nothing was fired, the firing before stays the last one.
update schedule
set next_fire_at = :next, nominal_at = :nominal,
    last_fire_at = case when :fired = 1 then next_fire_at else last_fire_at end,
    last_late_millis = case when :fired = 1
        then datediff_big(millisecond, next_fire_at, sysdatetimeoffset()) else last_late_millis end
where name = :name and next_fire_at = :firing and enabled = 1

-- name: retire
update schedule
set enabled = 0, last_fire_at = case when :fired = 1 then next_fire_at else last_fire_at end
where name = :name and next_fire_at = :firing

-- name: missed
insert into schedule_missed (schedule, at, firing, misfire) values (:name, sysdatetimeoffset(), :firing, :misfire)
