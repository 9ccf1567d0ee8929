-- name: now
select sysdatetimeoffset() as at

-- name: list
select * from schedule order by name

-- name: find
select * from schedule where name = :name

-- name: insert
-- The range lock makes a second insert of the same name wait, and then find the first.
insert into schedule (name, kind, expression, time_zone, job, job_parameters, enabled, next_fire_at, version)
select :name, :kind, :expression, :timeZone, :job, :jobParameters, :enabled, :nextFireAt, 1
where not exists (select 1 from schedule with (updlock, holdlock) where name = :name)

-- name: update
update schedule
set kind = :kind, expression = :expression, time_zone = :timeZone, job = :job, job_parameters = :jobParameters,
    enabled = :enabled, next_fire_at = :nextFireAt, version = version + 1
where name = :name and version = :version

-- name: delete
delete from schedule where name = :name and version = :version

-- name: due
select top (:limit) name from schedule with (readpast, readcommittedlock)
where enabled = 1 and next_fire_at <= sysdatetimeoffset()
order by next_fire_at

-- name: lock-if-due
select * from schedule with (rowlock, updlock, readpast, readcommittedlock)
where name = :name and enabled = 1 and next_fire_at <= sysdatetimeoffset()

-- name: move
update schedule
set next_fire_at = :next, last_fire_at = next_fire_at
where name = :name and next_fire_at = :firing and enabled = 1

-- name: retire
update schedule
set enabled = 0, last_fire_at = next_fire_at
where name = :name and next_fire_at = :firing
