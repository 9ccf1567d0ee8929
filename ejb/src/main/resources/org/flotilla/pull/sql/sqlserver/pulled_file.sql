-- The files that are pulled, on SQL Server.

-- name: insert
-- The range lock makes a second insert of the same file wait, and then find the first.
insert into pulled_file (site, account, file_key, folder, file_name, size, modified_at, state, event_id, incarnation, attempt,
    fetched, seen_at)
select :site, :account, :key, :folder, :fileName, :size, :modifiedAt, N'FETCHING', :event, :incarnation, :attempt, 0,
    sysdatetimeoffset()
where not exists (select 1 from pulled_file with (updlock, holdlock)
    where site = :site and account = :account and file_key = :key)

-- name: take
-- From a claim that does not hold any more, or from this very one.
update p
set event_id = :event, incarnation = :incarnation, attempt = :attempt, seen_at = sysdatetimeoffset()
output inserted.state, inserted.part, inserted.fetched
from pulled_file p
where p.site = :site and p.account = :account and p.file_key = :key
    and not exists (select 1 from event e
        where e.id = p.event_id and e.owner_incarnation = p.incarnation and e.attempts = p.attempt and e.state = N'RUNNING'
            and not (p.event_id = :event and p.incarnation = :incarnation and p.attempt = :attempt))

-- name: fetched
update pulled_file set part = :part, fetched = :bytes, seen_at = sysdatetimeoffset()
where site = :site and account = :account and file_key = :key and state = N'FETCHING'
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: arrived
update pulled_file set state = N'ARRIVED', part = null, fetched = size, transfer_id = :transfer, seen_at = sysdatetimeoffset()
where site = :site and account = :account and file_key = :key and state = N'FETCHING'
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: forget
delete from pulled_file
where site = :site and account = :account and file_key = :key
    and event_id = :event and incarnation = :incarnation and attempt = :attempt

-- name: seen
update pulled_file set seen_at = sysdatetimeoffset()
where site = :site and account = :account and file_key = :key and state = N'ARRIVED'

-- name: seenLately
select file_key from pulled_file
where site = :site and account = :account and state = N'ARRIVED' and seen_at > dateadd(day, -1, sysdatetimeoffset())
    and file_key in (
        select file_key collate Latin1_General_100_BIN2 from openjson(:keys) with (file_key nvarchar(64) '$'))

-- name: unseen
-- Days first: a number of seconds may be too large for dateadd.
select top (:limit) folder, file_name, size, modified_at from pulled_file
where site = :site and account = :account and folder = :folder
    and seen_at < dateadd(second, -(:seconds % 86400), dateadd(day, -(:seconds / 86400), sysdatetimeoffset()))
order by seen_at
