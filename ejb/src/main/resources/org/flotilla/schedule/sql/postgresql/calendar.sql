-- name: list
select c.name, c.description, c.version,
    (select count(*) from calendar_day d where d.calendar = c.name) as days,
    (select max(d.day) from calendar_day d where d.calendar = c.name) as last_day,
    (select count(*) from schedule s where s.calendar = c.name) as schedules
from calendar c
order by c.name

-- name: find
select * from calendar where name = :name

-- name: days
select day, label from calendar_day where calendar = :name order by day

-- name: day
select label from calendar_day where calendar = :name and day = :day

-- name: insert
insert into calendar (name, description, version)
values (:name, :description, 1)
on conflict (name) do nothing

-- name: update
update calendar set description = :description, version = version + 1 where name = :name and version = :version

-- name: touch
update calendar set version = version + 1 where name = :name

-- name: delete
delete from calendar where name = :name and version = :version

-- name: delete-days
delete from calendar_day where calendar = :name

-- name: insert-day
insert into calendar_day (calendar, day, label) values (:name, :day, :label)

-- name: users
select name from schedule where calendar = :name order by name
