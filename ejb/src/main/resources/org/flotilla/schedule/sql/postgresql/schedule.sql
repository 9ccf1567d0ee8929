-- name: now
select clock_timestamp() as at

-- name: list
select * from schedule order by name

-- name: find
select * from schedule where name = :name

-- name: insert
insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, version)
values (:name, :kind, :expression, :timeZone, :job, :jobParameters, :enabled, :nextFireAt, 1)
on conflict (name) do nothing

-- name: update
update schedule
set kind = :kind, expression = :expression, time_zone = :timeZone, job = :job, job_parameters = :jobParameters,
    enabled = :enabled, next_fire_at = :nextFireAt, version = version + 1
where name = :name and version = :version

-- name: delete
delete from schedule where name = :name and version = :version

-- name: due
select name from schedule
where enabled = true and next_fire_at <= statement_timestamp()
order by next_fire_at
limit :limit

-- name: lock-if-due
select * from schedule
where name = :name and enabled = true and next_fire_at <= statement_timestamp()
for update skip locked

-- name: move
update schedule
set next_fire_at = :next, last_fire_at = next_fire_at
where name = :name and next_fire_at = :firing and enabled = true

-- name: retire
update schedule
set enabled = false, last_fire_at = next_fire_at
where name = :name and next_fire_at = :firing
